// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufcodec.h"
#include "support/decodeframe.h"
#include "support/protobufbytes.h"
#include "support/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Centrifuge;
using namespace ProtobufBytes;

namespace {

const char CapturedSubscribeReply[] = "120802320e180132084f434e6a4545676a5001";
const char CapturedPublication[] =
    "2222201207636861743a7062221522077b2274223a317d300172084f434e6a4545676a";

} // namespace

class TestProtobufCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheCapturedSubscribe()
    {
        SubscribeCommand subscribe;
        subscribe.channel = QStringLiteral("chat:pb");
        const Command command{2, subscribe};
        QCOMPARE(m_codec.encode(command).toHex(), QByteArray("0d08022a090a07636861743a7062"));
    }

    void writesEveryField()
    {
        const SubscribeCommand subscribe{.channel = QStringLiteral("c"),
                                         .token = QStringLiteral("t"),
                                         .recoverFrom = StreamPosition{300, QStringLiteral("e")},
                                         .positioned = true,
                                         .recoverable = true,
                                         .joinLeave = true,
                                         .delta = true,
                                         .rejectUnrecovered = true};
        QCOMPARE(m_codec.encode({7, subscribe}).toHex(),
                 message(field(1, 7)
                         + field(5,
                                 field(1, "c") + field(2, "t") + field(3, 1) + field(6, "e")
                                     + field(7, 300) + field(9, 1) + field(10, 1) + field(11, 1)
                                     + field(12, "fossil") + field(14, 2)))
                     .toHex());
        const ConnectCommand connect{QStringLiteral("t"), QStringLiteral("n"), QStringLiteral("v")};
        QCOMPARE(
            m_codec.encode({1, connect}).toHex(),
            message(field(1, 1) + field(4, field(1, "t") + field(4, "n") + field(5, "v"))).toHex());
        QCOMPARE(m_codec.encode({3, UnsubscribeCommand{QStringLiteral("c")}}).toHex(),
                 message(field(1, 3) + field(6, field(1, "c"))).toHex());
        QCOMPARE(m_codec.encode({4, RefreshCommand{QStringLiteral("t")}}).toHex(),
                 message(field(1, 4) + field(14, field(1, "t"))).toHex());
        QCOMPARE(m_codec.encode({0, PongCommand{}}), QByteArray(1, '\0'));
    }

    void recoversFromTheStartOfAStream()
    {
        SubscribeCommand subscribe;
        subscribe.channel = QStringLiteral("c");
        subscribe.recoverFrom = StreamPosition{};
        QCOMPARE(m_codec.encode({1, subscribe}).toHex(),
                 message(field(1, 1) + field(5, field(1, "c") + field(3, 1))).toHex());
    }

    void readsCapturedFramesInOneFrame()
    {
        const Decoded decoded =
            decodeFrame(m_codec, hex(CapturedSubscribeReply) + '\0' + hex(CapturedPublication));
        QVERIFY(decoded.isWhole);
        QCOMPARE(decoded.messages.size(), 3);
        const auto *reply = decoded.resultAs<SubscribeResult>(0);
        QVERIFY(reply);
        QCOMPARE(decoded.as<Reply>(0)->id, 2U);
        QVERIFY(reply->recoverable && reply->positioned && !reply->recovered);
        QCOMPARE(reply->position.epoch, QStringLiteral("OCNjEEgj"));
        QVERIFY(decoded.as<PingMessage>(1));
        const auto *push = decoded.as<PublicationPush>(2);
        QVERIFY(push);
        QCOMPARE(push->channel, QStringLiteral("chat:pb"));
        const Publication expected{R"({"t":1})", 1, QStringLiteral("OCNjEEgj"), {}, {}};
        QCOMPARE(push->publication, expected);
    }

    void readsEveryKindOfPush()
    {
        const QByteArray info = field(1, "7") + field(2, "id") + field(3, "{}") + field(4, "[]");
        const QByteArray channel = field(2, "c");
        const auto push = [](const QByteArray &content) { return message(field(4, content)); };
        const Decoded decoded = decodeFrame(
            m_codec,
            push(channel + field(5, field(1, info))) + push(field(6, field(1, info)) + channel)
                + push(channel + field(7, field(2, 2500) + field(3, "why")))
                + push(field(11, field(1, 3503) + field(2, "out") + field(3, 1)))
                + push(field(12, field(1, 1) + field(2, 60)))
                + push(channel + field(9, field(1, 1))) + push(field(8, field(1, "{}"))));
        QVERIFY(decoded.isWhole);
        const ClientInfo expected{QStringLiteral("7"), QStringLiteral("id"), "{}", "[]"};
        QCOMPARE(decoded.as<JoinPush>(0)->info, expected);
        QCOMPARE(decoded.as<LeavePush>(1)->info, expected);
        QCOMPARE(decoded.as<LeavePush>(1)->channel, QStringLiteral("c"));
        QCOMPARE(decoded.as<UnsubscribePush>(2)->code, 2500U);
        QCOMPARE(decoded.as<UnsubscribePush>(2)->reason, QStringLiteral("why"));
        QCOMPARE(decoded.as<DisconnectPush>(3)->code, 3503U);
        QCOMPARE(decoded.as<DisconnectPush>(3)->reason, QStringLiteral("out"));
        QCOMPARE(decoded.as<RefreshPush>(4)->ttl, 60U);
        QVERIFY(decoded.as<SubscribePush>(5)->recoverable);
        QCOMPARE(decoded.as<MessagePush>(6)->data, QByteArray("{}"));
    }

    void readsEveryKindOfReply()
    {
        const auto reply = [](quint64 number, const QByteArray &content) {
            return message(field(1, 9) + field(number, content));
        };
        const QByteArray server = field(1, "news") + field(2, QByteArray());
        const Decoded decoded =
            decodeFrame(m_codec,
                        reply(2, field(1, 100) + field(2, "oops") + field(3, 1))
                            + reply(5,
                                    field(1, "id") + field(2, "6.9.1") + field(3, 1) + field(4, 600)
                                        + field(5, "{}") + field(6, server) + field(7, 25)
                                        + field(8, 1) + field(10, "node"))
                            + reply(7, QByteArray()) + reply(14, field(3, 1) + field(4, 60))
                            + reply(8, QByteArray()) + reply(12, QByteArray()));
        const auto *error = decoded.resultAs<ReplyError>(0);
        QVERIFY(error && error->temporary);
        QCOMPARE(error->code, 100U);
        QCOMPARE(error->message, QStringLiteral("oops"));
        const auto *connect = decoded.resultAs<ConnectResult>(1);
        QVERIFY(connect && connect->expires && connect->pong);
        QCOMPARE(connect->client, QStringLiteral("id"));
        QCOMPARE(connect->version, QStringLiteral("6.9.1"));
        QCOMPARE(connect->ttl, 600U);
        QCOMPARE(connect->ping, 25U);
        QCOMPARE(connect->data, QByteArray("{}"));
        QCOMPARE(connect->node, QStringLiteral("node"));
        QCOMPARE(connect->subscriptions.keys(), QStringList{QStringLiteral("news")});
        QVERIFY(decoded.resultAs<UnsubscribeResult>(2));
        QCOMPARE(decoded.resultAs<RefreshResult>(3)->ttl, 60U);
        QVERIFY(decoded.resultAs<ClientPublishResult>(4));
        QVERIFY(decoded.resultAs<UnknownResult>(5));
    }

    void readsRecoveredPublicationsInOrder()
    {
        const QByteArray first =
            field(4, "1") + field(6, 3) + field(7, field(1, "k") + field(2, "v"));
        const QByteArray second = field(4, QByteArray("\xff\x00", 2)) + field(6, ~0ULL);
        const Decoded decoded =
            decodeFrame(m_codec,
                        message(field(1, 4)
                                + field(6,
                                        field(7, first) + field(7, second) + field(8, 1)
                                            + field(9, 2) + field(11, "{}") + field(12, 1))));
        const auto *result = decoded.resultAs<SubscribeResult>(0);
        QVERIFY(result && result->recovered && result->wasRecovering);
        QCOMPARE(result->position.offset, std::uint64_t(2));
        QCOMPARE(result->publications.size(), 2);
        QCOMPARE(result->publications[0].tags.value(QStringLiteral("k")), QStringLiteral("v"));
        QCOMPARE(result->publications[1].data, QByteArray("\xff\x00", 2));
        QCOMPARE(result->publications[1].offset, ~std::uint64_t(0));
    }

    void ignoresWhatItDoesNotKnow()
    {
        const QByteArray publication = field(1, "old") + field(4, "{}") + field(900, "new")
            + field(13, 5) + varint(99 << 3 | 5) + "1234" + varint(98 << 3 | 1) + "12345678";
        const Decoded decoded = decodeFrame(
            m_codec, message(field(4, field(1, 5) + field(2, "c") + field(4, publication))));
        QVERIFY(decoded.as<PublicationPush>(0));
        QCOMPARE(decoded.as<PublicationPush>(0)->publication.data, QByteArray("{}"));
    }

    void costsOneMessageWhenOneIsBroken_data()
    {
        QTest::addColumn<QByteArray>("content");
        const auto push = [](const QByteArray &publication) {
            return field(4, field(2, "c") + field(4, publication));
        };
        QTest::newRow("data longer than its publication") << push(hex("22ff01aa"));
        QTest::newRow("four gigabytes announced") << push(hex("22ffffffff0f"));
        QTest::newRow("length over 64 bits") << push(hex("22ffffffffffffffffffffff01"));
        QTest::newRow("number cut off") << push(hex("30ff"));
        QTest::newRow("number missing") << push(hex("30"));
        QTest::newRow("flag missing in a nested reply") << push(hex("08"));
        QTest::newRow("group") << push(hex("2b"));
        QTest::newRow("field number zero") << push(hex("0200"));
        QTest::newRow("wire type seven") << push(hex("27"));
        QTest::newRow("short fixed number") << push(hex("0d0101"));
    }
    void costsOneMessageWhenOneIsBroken()
    {
        QFETCH(QByteArray, content);
        const Decoded decoded = decodeFrame(m_codec, message(content) + hex(CapturedPublication));
        QVERIFY(decoded.isWhole);
        QCOMPARE(decoded.messages.size(), 2);
        const auto *broken = decoded.as<UndecodableMessage>(0);
        QVERIFY(broken);
        QCOMPARE(broken->channel, QStringLiteral("c"));
        QCOMPARE(broken->bytes, content);
        QVERIFY(!broken->why.isEmpty());
        QVERIFY(decoded.as<PublicationPush>(1));
    }

    void givesUpAFrameThatCannotBeSplit_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("length cut off") << hex("80");
        QTest::newRow("length over 64 bits") << hex("ffffffffffffffffffffff01");
        QTest::newRow("longer than the frame") << hex("0508");
        QTest::newRow("four gigabytes") << hex("ffffffff0f0801");
        QTest::newRow("all of 64 bits") << hex("ffffffffffffffffff010801");
    }
    void givesUpAFrameThatCannotBeSplit()
    {
        QFETCH(QByteArray, tail);
        const Decoded decoded = decodeFrame(m_codec, hex(CapturedPublication) + tail);
        QVERIFY(!decoded.isWhole);
        QCOMPARE(decoded.messages.size(), 1);
        const Outcome outcome = m_codec.decode(tail, [](Message &&) {});
        QCOMPARE(outcome.error().layer, ErrorLayer::Protocol);
        QVERIFY(outcome.error().message.endsWith(u'.'));
    }

    void doesNotTakeAWrongWireTypeForAField()
    {
        // A number where text is due and text where a number is due: both are unknown fields.
        const Decoded decoded = decodeFrame(
            m_codec,
            message(field(4, field(2, "c") + field(2, 5) + field(4, field(6, "x") + field(4, 1)))));
        QCOMPARE(decoded.as<PublicationPush>(0)->channel, QStringLiteral("c"));
        QCOMPARE(decoded.as<PublicationPush>(0)->publication, Publication{});
    }

    void readsALongZeroAsFalse()
    {
        const Decoded decoded =
            decodeFrame(m_codec, message(field(4, field(12, varint(1U << 3) + hex("8000")))));
        QVERIFY(decoded.as<RefreshPush>(0));
        QVERIFY(!decoded.as<RefreshPush>(0)->expires);
    }

    void saysThatTextIsNotUtf8()
    {
        const QByteArray spoilt = field(4, field(2, "\xff\xfe\xc0") + field(4, field(4, "1")));
        const Decoded decoded = decodeFrame(m_codec, message(spoilt) + message(""));
        const auto *broken = decoded.as<UndecodableMessage>(0);
        QVERIFY(broken);
        QCOMPARE(broken->bytes, spoilt);
        QCOMPARE(broken->why, QStringLiteral("a text is not UTF-8"));
        QVERIFY(decoded.as<PingMessage>(1));
    }

    void takesTheCodeWhateverTheWords()
    {
        const Decoded decoded =
            decodeFrame(m_codec, message(field(4, field(11, field(1, 3500) + field(2, "\xff")))));
        QCOMPARE(decoded.as<DisconnectPush>(0)->code, 3500U);
        QCOMPARE(decoded.as<DisconnectPush>(0)->reason, QString(QChar::ReplacementCharacter));
    }

    void survivesDeepNesting()
    {
        QByteArray nested;
        for (int depth = 0; depth < 2000; ++depth) {
            nested = field(5, nested);
        }
        QVERIFY(decodeFrame(m_codec, message(field(4, nested))).isWhole);
        const Decoded decoded = decodeFrame(
            m_codec,
            message(field(4, field(2, "c") + field(4, field(4, QByteArray(100'000, '['))))));
        QCOMPARE(decoded.as<PublicationPush>(0)->publication.data.size(), 100'000);
    }

    void refusesListsThatOnlyEatMemory()
    {
        QByteArray publications;
        for (int index = 0; index < 70'000; ++index) {
            publications += field(7, QByteArray());
        }
        const Decoded decoded = decodeFrame(m_codec, message(field(1, 1) + field(6, publications)));
        QVERIFY(decoded.resultAs<UndecodableResult>(0));
    }

    void survivesRandomDamage()
    {
        const quint32 seed = 20260101;
        QRandomGenerator random(seed);
        const QByteArray whole = hex(CapturedSubscribeReply) + hex(CapturedPublication)
            + message(field(4, field(2, "c") + field(5, field(1, field(1, "u") + field(3, "{}")))))
            + message(field(1, 1)
                      + field(5, field(1, "id") + field(6, field(1, "x")) + field(7, 25)));
        for (int round = 0; round < 5000; ++round) {
            QByteArray frame = whole;
            const int changes = random.bounded(1, 6);
            for (int change = 0; change < changes; ++change) {
                frame[random.bounded(static_cast<int>(frame.size()))] =
                    static_cast<char>(random.bounded(256));
            }
            frame.truncate(random.bounded(static_cast<int>(frame.size())) + 1);
            decodeFrame(m_codec, QByteArray(frame.constData(), frame.size()));
        }
    }

private:
    ProtobufCodec m_codec;
};

REALTIME_TEST(TestProtobufCodec, QCoreApplication)
#include "tst_protobufcodec.moc"
