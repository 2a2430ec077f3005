// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsoncodec.h"
#include "centrifuge/codec/protobufcodec.h"
#include "support/decodeframe.h"
#include "support/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Centrifuge;

namespace {

QByteArray pushWithData(const QByteArray &data)
{
    return R"({"push":{"channel":"c","pub":{"data":)" + data + R"(,"offset":1}}})";
}

} // namespace

class TestJsonCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEveryCommand();
    void readsTheCapturedConnectReply();
    void readsAReplyAndAPushInOneFrame();
    void readsTheCapturedRecovery();
    void readsErrorsAndOtherPushes();
    void keepsThePayloadByteForByte_data();
    void keepsThePayloadByteForByte();
    void costsOneMessageWhenALineIsBroken_data();
    void costsOneMessageWhenALineIsBroken();
    void skipsEmptyLines();
    void refusesListsThatOnlyEatMemory();
    void saysTheSameAsProtobuf();
    void createsTheCodecAskedFor();
    void survivesRandomDamage();

private:
    JsonCodec m_codec;
};

void TestJsonCodec::writesEveryCommand()
{
    const ConnectCommand connect{QStringLiteral("t"), QStringLiteral("mon"), QStringLiteral("v")};
    QCOMPARE(m_codec.encode({1, connect}),
             R"({"id":1,"connect":{"token":"t","name":"mon","version":"v"}})"
             "\n");
    SubscribeCommand subscribe;
    subscribe.channel = QStringLiteral("chat:room");
    QCOMPARE(m_codec.encode({2, subscribe}),
             R"({"id":2,"subscribe":{"channel":"chat:room"}})"
             "\n");
    subscribe.token = QStringLiteral("t");
    subscribe.recoverFrom = StreamPosition{~0ULL, QStringLiteral("e")};
    subscribe.positioned = subscribe.recoverable = subscribe.joinLeave = true;
    QCOMPARE(m_codec.encode({2, subscribe}),
             R"({"id":2,"subscribe":{"channel":"chat:room","token":"t","recover":true,)"
             R"("epoch":"e","offset":18446744073709551615,"positioned":true,)"
             R"("recoverable":true,"join_leave":true}})"
             "\n");
    QCOMPARE(m_codec.encode({3, UnsubscribeCommand{QStringLiteral("a\"\\\n\u00e9")}}),
             R"({"id":3,"unsubscribe":{"channel":"a\"\\\u000a)"
             "\xc3\xa9"
             R"("}})"
             "\n");
    QCOMPARE(m_codec.encode({4, RefreshCommand{QStringLiteral("t")}}),
             R"({"id":4,"refresh":{"token":"t"}})"
             "\n");
    QCOMPARE(m_codec.encode({0, PongCommand{}}), "{}\n");
}

void TestJsonCodec::readsTheCapturedConnectReply()
{
    const Decoded decoded = decodeFrame(
        m_codec,
        R"({"id":1,"connect":{"client":"db009e97","version":"0.0.0 OSS","expires":true,)"
        R"("ttl":600,"subs":{"news":{},"\u00e9":{"epoch":"x"}},"ping":25,"pong":true}})");
    QCOMPARE(decoded.as<Reply>(0)->id, 1U);
    const auto *result = decoded.resultAs<ConnectResult>(0);
    QVERIFY(result && result->expires && result->pong);
    QCOMPARE(result->client, QStringLiteral("db009e97"));
    QCOMPARE(result->version, QStringLiteral("0.0.0 OSS"));
    QCOMPARE(result->ttl, 600U);
    QCOMPARE(result->ping, 25U);
    const QStringList names{QStringLiteral("news"), QStringLiteral("\u00e9")};
    QCOMPARE(QStringList(result->subscriptions.keys()), names);
    QCOMPARE(result->subscriptions.last().position.epoch, QStringLiteral("x"));
}

void TestJsonCodec::readsAReplyAndAPushInOneFrame()
{
    const Decoded decoded = decodeFrame(
        m_codec,
        R"({"id":2,"subscribe":{"recoverable":true,"epoch":"RUbFbrir","positioned":true}})"
        "\n"
        R"({"push":{"channel":"chat:room","join":{"info":{"user":"7","client":"4200"}}}})"
        "\n"
        "{}\n"
        R"({"push":{"channel":"chat:room","pub":{"data":{"text":"from client"},"info":)"
        R"({"user":"42","client":"e2","conn_info":{"name": "Ann"}},"offset":2}}})"
        "\n");
    QVERIFY(decoded.isWhole);
    QCOMPARE(decoded.messages.size(), 4);
    const auto *reply = decoded.resultAs<SubscribeResult>(0);
    QVERIFY(reply && reply->recoverable && reply->positioned && !reply->recovered);
    QCOMPARE(reply->position.epoch, QStringLiteral("RUbFbrir"));
    QCOMPARE(decoded.as<JoinPush>(1)->info.user, QStringLiteral("7"));
    QCOMPARE(decoded.as<JoinPush>(1)->channel, QStringLiteral("chat:room"));
    QVERIFY(decoded.as<PingMessage>(2));
    const ClientInfo ann{QStringLiteral("42"), QStringLiteral("e2"), R"({"name": "Ann"})", {}};
    const Publication expected{R"({"text":"from client"})", 2, {}, {}, ann};
    QCOMPARE(decoded.as<PublicationPush>(3)->publication, expected);
}

void TestJsonCodec::readsTheCapturedRecovery()
{
    const Decoded decoded = decodeFrame(
        m_codec,
        R"({"id":4,"subscribe":{"recoverable":true,"epoch":"RUbFbrir","publications":[)"
        R"({"data":{"text":"missed 1"},"offset":3},{"data":{"text":"missed 2"},"offset":4}],)"
        R"("recovered":true,"offset":2,"positioned":true,"was_recovering":true}})");
    const auto *result = decoded.resultAs<SubscribeResult>(0);
    QVERIFY(result && result->recovered && result->wasRecovering);
    QCOMPARE(result->position.offset, std::uint64_t(2));
    QCOMPARE(result->publications.size(), 2);
    QCOMPARE(result->publications[1].data, QByteArray(R"({"text":"missed 2"})"));
    QCOMPARE(result->publications[1].offset, std::uint64_t(4));
}

void TestJsonCodec::readsErrorsAndOtherPushes()
{
    const Decoded decoded =
        decodeFrame(m_codec,
                    R"({"id":9,"error":{"code":100,"message":"internal","temporary":true}})"
                    "\n"
                    R"({"id":3,"unsubscribe":{}})"
                    "\n"
                    R"({"id":2,"refresh":{"expires":true,"ttl":60}})"
                    "\n"
                    R"({"id":5,"presence_stats":{"num_clients":2,"num_users":2}})"
                    "\n"
                    R"({"push":{"channel":"$s","unsubscribe":{"code":2501,"reason":"expired"}}})"
                    "\n"
                    R"({"push":{"disconnect":{"code":3503,"reason":"force disconnect"}}})"
                    "\n"
                    R"({"push":{"refresh":{"expires":true,"ttl":60}}})"
                    "\n"
                    R"({"push":{"channel":"news","subscribe":{"data":{"w":1}}}})"
                    "\n"
                    R"({"push":{"leave":{"info":{"user":"7"}},"channel":"after"}})"
                    "\n"
                    R"({"surprise":[1,{"deep":[]}]})");
    const auto *error = decoded.resultAs<ReplyError>(0);
    QVERIFY(error && error->temporary);
    QCOMPARE(error->code, 100U);
    QCOMPARE(error->message, QStringLiteral("internal"));
    QVERIFY(decoded.resultAs<UnsubscribeResult>(1));
    QCOMPARE(decoded.resultAs<RefreshResult>(2)->ttl, 60U);
    QCOMPARE(decoded.resultAs<PresenceStatsResult>(3)->clients, 2U);
    QCOMPARE(decoded.as<UnsubscribePush>(4)->code, 2501U);
    QCOMPARE(decoded.as<UnsubscribePush>(4)->channel, QStringLiteral("$s"));
    QCOMPARE(decoded.as<DisconnectPush>(5)->reason, QStringLiteral("force disconnect"));
    QVERIFY(decoded.as<RefreshPush>(6)->expires);
    QCOMPARE(decoded.as<SubscribePush>(7)->data, QByteArray(R"({"w":1})"));
    QCOMPARE(decoded.as<LeavePush>(8)->channel, QStringLiteral("after"));
    QVERIFY(decoded.as<UnknownPush>(9));
}

void TestJsonCodec::keepsThePayloadByteForByte_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("20 digits") << QByteArray("[12345678901234567890]");
    QTest::newRow("trailing zeros") << QByteArray(R"({"a":1.0,"b":1E2,"c":-0})");
    QTest::newRow("beyond a double") << QByteArray("[1e400,1e-400]");
    QTest::newRow("bare huge number") << QByteArray("1e400");
    QTest::newRow("duplicates, unsorted") << QByteArray(R"({"b":1,"a":2,"b":3})");
    QTest::newRow("lone surrogate") << QByteArray(R"({"\ud800":"\udfff"})");
    QTest::newRow("bare lone surrogate") << QByteArray(R"("\ud800")");
    QTest::newRow("white space inside") << QByteArray("{ \"a\" :\t[ 1 , 2 ] }");
    QTest::newRow("text with brackets") << QByteArray(R"("]}\"{[ \\")");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("true") << QByteArray("true");
    QTest::newRow("empty text") << QByteArray(R"("")");
    QTest::newRow("empty list") << QByteArray("[]");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("beyond ASCII") << QByteArray("\"\xf0\x9f\x98\x80\xe2\x80\xae\"");
    QTest::newRow("NUL escaped") << QByteArray(R"("\u0000")");
    QTest::newRow("names of ours") << QByteArray(R"({"push":{"channel":"x"},"offset":"y"})");
    QTest::newRow("deep") << QByteArray(100'000, '[') + QByteArray(100'000, ']');
}

void TestJsonCodec::keepsThePayloadByteForByte()
{
    QFETCH(QByteArray, data);
    for (const QByteArray &around : {QByteArray(), QByteArray(" "), QByteArray("\t \r")}) {
        const Decoded decoded = decodeFrame(m_codec, pushWithData(around + data + around));
        QVERIFY(decoded.as<PublicationPush>(0));
        QCOMPARE(decoded.as<PublicationPush>(0)->publication.data, data);
        QCOMPARE(decoded.as<PublicationPush>(0)->publication.offset, std::uint64_t(1));
    }
}

void TestJsonCodec::costsOneMessageWhenALineIsBroken_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("channel");
    const QString none;
    const QString told = QStringLiteral("c");
    QTest::newRow("not JSON") << QByteArray("hello") << none;
    QTest::newRow("a list") << QByteArray("[]") << none;
    QTest::newRow("a number") << QByteArray("5") << none;
    QTest::newRow("cut off") << pushWithData("{}").chopped(1) << told;
    QTest::newRow("cut off in a text") << pushWithData("\"x").chopped(20) << none;
    QTest::newRow("something follows") << pushWithData("{}") + "{}" << told;
    QTest::newRow("one bracket too many") << pushWithData("{}") + "}" << told;
    QTest::newRow("offset is text")
        << QByteArray(R"({"push":{"channel":"c","pub":{"data":1,"offset":"1"}}})") << told;
    QTest::newRow("offset below zero")
        << QByteArray(R"({"push":{"channel":"c","pub":{"data":1,"offset":-1}}})") << told;
    QTest::newRow("offset over 64 bits")
        << QByteArray(R"({"push":{"channel":"c","pub":{"data":1,"offset":18446744073709551616}}})")
        << told;
    QTest::newRow("id over 32 bits") << QByteArray(R"({"id":4294967296,"publish":{}})") << none;
    QTest::newRow("tags are a list")
        << QByteArray(R"({"push":{"channel":"c","pub":{"data":1,"tags":[]}}})") << told;
    QTest::newRow("channel is a number") << QByteArray(R"({"push":{"channel":5}})") << none;
    QTest::newRow("channel with half a surrogate pair")
        << QByteArray(R"({"push":{"channel":"\ud800","pub":{"data":1}}})") << none;
    QTest::newRow("invalid UTF-8") << pushWithData("\"\xff\"") << none;
    QTest::newRow("NUL") << QByteArray("{\"id\":0,\0}", 10) << none;
    QTest::newRow("deep") << QByteArray(100'000, '{') << none;
    QTest::newRow("deep in lists") << QByteArray(R"({"push":)") + QByteArray(100'000, '[') << none;
}

void TestJsonCodec::costsOneMessageWhenALineIsBroken()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, channel);
    const Decoded decoded = decodeFrame(m_codec, "{}\n " + line + "\r\n" + pushWithData("1"));
    QVERIFY(decoded.isWhole);
    QCOMPARE(decoded.messages.size(), 3);
    QVERIFY(decoded.as<PingMessage>(0));
    const auto *broken = decoded.as<UndecodableMessage>(1);
    QVERIFY(broken);
    QCOMPARE(broken->bytes, line);
    QCOMPARE(broken->channel, channel);
    QVERIFY(!broken->why.isEmpty());
    QCOMPARE(decoded.as<PublicationPush>(2)->publication.data, QByteArray("1"));
}

void TestJsonCodec::skipsEmptyLines()
{
    QVERIFY(decodeFrame(m_codec, QByteArray()).messages.empty());
    QVERIFY(decodeFrame(m_codec, "\n \r\n\n").messages.empty());
    QVERIFY(decodeFrame(m_codec, " { } ").as<PingMessage>(0));
}

void TestJsonCodec::refusesListsThatOnlyEatMemory()
{
    QByteArray list("{}");
    for (int index = 0; index < 70'000; ++index) {
        list += ",{}";
    }
    const Decoded decoded =
        decodeFrame(m_codec, R"({"id":1,"subscribe":{"publications":[)" + list + "]}}");
    QVERIFY(decoded.resultAs<UndecodableResult>(0));
}

void TestJsonCodec::saysTheSameAsProtobuf()
{
    const QByteArray json = pushWithData(R"({"t":1})")
                                .replace(R"("offset":1)", R"("offset":1,"epoch":"OCNjEEgj")")
                                .replace(R"("c")", R"("chat:pb")");
    const Decoded ofJson = decodeFrame(
        m_codec,
        R"({"id":2,"subscribe":{"recoverable":true,"epoch":"OCNjEEgj","positioned":true}})"
        "\n" + json);
    const Decoded ofProtobuf = decodeFrame(
        ProtobufCodec(),
        QByteArray::fromHex("120802320e180132084f434e6a4545676a5001"
                            "2222201207636861743a7062221522077b2274223a317d300172084f434e6a45"
                            "45676a"));
    const auto *left = ofJson.resultAs<SubscribeResult>(0);
    const auto *right = ofProtobuf.resultAs<SubscribeResult>(0);
    QVERIFY(left && right);
    QCOMPARE(left->position, right->position);
    QCOMPARE(left->recoverable, right->recoverable);
    QCOMPARE(left->positioned, right->positioned);
    QCOMPARE(ofJson.as<PublicationPush>(1)->publication,
             ofProtobuf.as<PublicationPush>(1)->publication);
    QCOMPARE(ofJson.as<PublicationPush>(1)->channel, ofProtobuf.as<PublicationPush>(1)->channel);
}

void TestJsonCodec::createsTheCodecAskedFor()
{
    QCOMPARE(createCodec(WireFormat::Json)->encode({0, PongCommand{}}), "{}\n");
    QCOMPARE(createCodec(WireFormat::Protobuf)->encode({0, PongCommand{}}), QByteArray(1, '\0'));
}

void TestJsonCodec::survivesRandomDamage()
{
    const quint32 seed = 20260102;
    QRandomGenerator random(seed);
    const QByteArray alphabet("{}[]\",:\\\n 0e-.tn\xff\x00u", 19);
    const QByteArray whole =
        R"({"id":2,"subscribe":{"epoch":"e","publications":[{"data":[1,"x"],"offset":3}]}})"
        "\n"
        R"({"push":{"channel":"c","join":{"info":{"user":"7","conn_info":{"a":"\u00e9"}}}}})"
        "\n"
        R"({"id":1,"connect":{"client":"id","subs":{"news":{}},"ping":25,"pong":true}})"
        "\n"
        + pushWithData(R"({"a":[1e400,"\ud800",{}]})");
    for (int round = 0; round < 5000; ++round) {
        QByteArray frame = whole;
        const int changes = random.bounded(1, 6);
        for (int change = 0; change < changes; ++change) {
            frame[random.bounded(static_cast<int>(frame.size()))] =
                alphabet[random.bounded(static_cast<int>(alphabet.size()))];
        }
        frame.truncate(random.bounded(static_cast<int>(frame.size())) + 1);
        QVERIFY(decodeFrame(m_codec, QByteArray(frame.constData(), frame.size())).isWhole);
    }
}

REALTIME_TEST(TestJsonCodec, QCoreApplication)
#include "tst_jsoncodec.moc"
