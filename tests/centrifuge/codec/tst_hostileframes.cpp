// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsoncodec.h"
#include "centrifuge/codec/protobufcodec.h"
#include "support/decodeframe.h"
#include "support/protobufbytes.h"
#include "support/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Centrifuge;
using namespace ProtobufBytes;
using namespace Qt::StringLiterals;

namespace {

constexpr int Depth = 100'000;

/** A reply or push of each shape, one a line. */
const char JsonLines[] =
    R"({"id":1,"connect":{"client":"id","ttl":600,"data":{"a":1},"subs":{"news":{"epoch":"e",)"
    R"("publications":[{"data":1,"offset":2}],"offset":1}},"ping":25,"pong":true,"time":17}})"
    "\n"
    R"({"id":2,"subscribe":{"expires":true,"publications":[{"data":"a","offset":3},{"data":)"
    R"("b","offset":4,"delta":true}],"recovered":true,"offset":2,"delta":true}})"
    "\n"
    R"({"id":4,"presence":{"presence":{"e2":{"user":"42","conn_info":{"name":"Ann"}}}}})"
    "\n"
    R"({"id":5,"presence_stats":{"num_clients":3,"num_users":2}})"
    "\n"
    R"({"id":8,"history":{"publications":[{"data":{"t":1},"info":{"user":"42"},"offset":2,)"
    R"("tags":{"k":"v"}}],"epoch":"e","offset":2}})"
    "\n"
    R"({"id":3,"rpc":{"data":{"x":[1e400,"\ud800"]}}})"
    "\n"
    R"({"id":3,"error":{"code":111,"message":"too many requests","temporary":true}})"
    "\n"
    R"({"push":{"channel":"news","subscribe":{"epoch":"e","offset":5,"data":{"w":1}}}})"
    "\n"
    R"({"push":{"message":{"data":{"m":1}}}})"
    "\n"
    R"({"push":{"channel":"a:*","pub":{"data":"1E\n1C@0,2:2}","delta":true,"channel":"a:b"}}})";

/** The same in Protobuf, each without its length. */
const char *const ProtobufMessages[] = {
    "08012a480a0269641205362e392e31180120d8042a077b2261223a317d321c0a046e657773121418013201653a0522"
    "013130024001480150016001381940014a017352016e5880d0dfb4ab33",
    "0802322b0801103c18013201653a07220322612230033a092203226222300440014001480250015a027b7d6001680"
    "1",
    "08044a250a230a026532121d0a023432120265321a0e7b226e616d65223a22416e6e227d22035b315d",
    "0805520408031002",
    "08085a2e0a1d22077b2274223a317d2a080a0234321202653230023a060a016b1201760a0822013230017201651201"
    "651802",
    "08036a0b0a097b2278223a312e307d",
    "08031217086f1211746f6f206d616e792072657175657374731801",
    "221a12046e6577734a120801220165280530013a077b2277223a317d",
    "220b42090a077b226d223a317d",
    "223408051203613a2a222b22162231455c6e314340302c323a327d31594831785a3b2230023a060a016b1201764001"
    "48055203613a62",
};

QByteArray protobufFrame()
{
    QByteArray frame;
    for (const char *const text : ProtobufMessages) {
        frame += message(hex(text));
    }
    return frame;
}

/** In memory of its own, so that a sanitizer sees a read past its end. */
QByteArray cutAt(const QByteArray &bytes, qsizetype size)
{
    return QByteArray(bytes.constData(), size);
}

QByteArray damaged(QByteArray frame, QRandomGenerator &random, const QByteArray &alphabet)
{
    for (int change = random.bounded(1, 6); change > 0; --change) {
        frame[random.bounded(int(frame.size()))] = alphabet[random.bounded(int(alphabet.size()))];
    }
    return cutAt(frame, random.bounded(int(frame.size())) + 1);
}

} // namespace

/** What a broken or evil server may send instead of replies and pushes. */
class TestHostileFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsItsOwnSeeds();
    void survivesJsonCutAtEveryByte();
    void survivesProtobufCutAtEveryByte();
    void survivesDamagedJson();
    void survivesDamagedProtobuf();
    void keepsPayloadsOfEveryKindByteForByte_data();
    void keepsPayloadsOfEveryKindByteForByte();
    void survivesDepthOutsideOfPayloads_data();
    void survivesDepthOutsideOfPayloads();
    void ignoresUnknownFieldsInEveryProtobufMessage();
    void keepsBytesThatAreNoTextOnProtobuf();
    void readsNoMessageThatWouldEatMemory_data();
    void readsNoMessageThatWouldEatMemory();
};

void TestHostileFrames::readsItsOwnSeeds()
{
    for (const Decoded &decoded :
         {decodeFrame(JsonCodec(), JsonLines), decodeFrame(ProtobufCodec(), protobufFrame())}) {
        QVERIFY(decoded.isWhole);
        QCOMPARE(decoded.messages.size(), std::size(ProtobufMessages));
        for (std::size_t index = 0; index < decoded.messages.size(); ++index) {
            QVERIFY(!decoded.as<UndecodableMessage>(index) && !decoded.as<UnknownPush>(index));
            QVERIFY(!decoded.resultAs<UndecodableResult>(index));
            QVERIFY(!decoded.resultAs<UnknownResult>(index));
        }
    }
}

void TestHostileFrames::survivesJsonCutAtEveryByte()
{
    const QByteArray whole(JsonLines);
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const Decoded decoded = decodeFrame(JsonCodec(), cutAt(whole, size));
        QVERIFY(decoded.isWhole);
        const auto lines =
            whole.first(size).count('\n') + (whole.first(size).endsWith('\n') ? 0 : 1);
        QCOMPARE(qsizetype(decoded.messages.size()), size == 0 ? 0 : lines);
    }
}

void TestHostileFrames::survivesProtobufCutAtEveryByte()
{
    const QByteArray whole = protobufFrame();
    for (qsizetype size = 0; size < whole.size(); ++size) {
        decodeFrame(ProtobufCodec(), cutAt(whole, size));
    }
    // Inside of a message that is whole by its length, the reply keeps its id.
    for (const char *const text : ProtobufMessages) {
        const QByteArray content = hex(text);
        const bool isReply = content.startsWith('\x08');
        for (qsizetype size = 2; size < content.size(); ++size) {
            const Decoded decoded = decodeFrame(ProtobufCodec(), message(cutAt(content, size)));
            QCOMPARE(decoded.messages.size(), 1);
            QCOMPARE(decoded.as<Reply>(0) != nullptr, isReply);
        }
    }
}

void TestHostileFrames::survivesDamagedJson()
{
    QRandomGenerator random(20260105);
    const QByteArray alphabet("{}[]\",:\\\n 0e-.tnu\xff\x00", 19);
    for (int round = 0; round < 5000; ++round) {
        QVERIFY(decodeFrame(JsonCodec(), damaged(JsonLines, random, alphabet)).isWhole);
    }
}

void TestHostileFrames::survivesDamagedProtobuf()
{
    QRandomGenerator random(20260106);
    QByteArray alphabet(256, '\0');
    std::generate(alphabet.begin(), alphabet.end(), [next = 0]() mutable { return char(next++); });
    const QByteArray whole = protobufFrame();
    for (int round = 0; round < 5000; ++round) {
        decodeFrame(ProtobufCodec(), damaged(whole, random, alphabet));
        // Most damage hits the lengths of messages; here those are right.
        const QByteArray content = hex(ProtobufMessages[random.bounded(10)]);
        QVERIFY(decodeFrame(ProtobufCodec(), message(damaged(content, random, alphabet))).isWhole);
    }
}

void TestHostileFrames::keepsPayloadsOfEveryKindByteForByte_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("20 digits") << QByteArray("[12345678901234567890,-0,1.0]");
    QTest::newRow("beyond a double") << QByteArray("[1e400,1e-400]");
    QTest::newRow("duplicates, unsorted") << QByteArray(R"({"b":1,"a":2,"b":3})");
    QTest::newRow("half a surrogate pair") << QByteArray(R"("\ud800")");
    QTest::newRow("deep") << QByteArray(Depth, '[') + QByteArray(Depth, ']');
}

void TestHostileFrames::keepsPayloadsOfEveryKindByteForByte()
{
    QFETCH(const QByteArray, data);
    const Decoded decoded =
        decodeFrame(JsonCodec(),
                    R"({"id":1,"connect":{"data":)" + data + R"(,"subs":{"c":{"data":)" + data
                        + "}}}}\n"
                          R"({"id":2,"rpc":{"data":)"
                        + data
                        + "}}\n"
                          R"({"id":3,"history":{"publications":[{"data":)"
                        + data + R"(,"info":{"conn_info":)" + data
                        + "}}]}}\n"
                          R"({"push":{"message":{"data":)"
                        + data
                        + "}}}\n"
                          R"({"push":{"subscribe":{"data":)"
                        + data + "}}}");
    QVERIFY(decoded.resultAs<ConnectResult>(0));
    QCOMPARE(decoded.resultAs<ConnectResult>(0)->data, data);
    QCOMPARE(decoded.resultAs<ConnectResult>(0)->subscriptions.value(u"c"_s).data, data);
    QVERIFY(decoded.resultAs<RpcResult>(1));
    QCOMPARE(decoded.resultAs<RpcResult>(1)->data, data);
    QVERIFY(decoded.resultAs<HistoryResult>(2));
    const Publication publication = decoded.resultAs<HistoryResult>(2)->publications.at(0);
    QCOMPARE(publication.data, data);
    QVERIFY(publication.info);
    QCOMPARE(publication.info->connectionInfo, data);
    QVERIFY(decoded.as<MessagePush>(3));
    QCOMPARE(decoded.as<MessagePush>(3)->data, data);
    QVERIFY(decoded.as<SubscribePush>(4));
    QCOMPARE(decoded.as<SubscribePush>(4)->data, data);
}

void TestHostileFrames::survivesDepthOutsideOfPayloads_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const QByteArray &before, const QByteArray &after) {
        QTest::newRow(before.constData()) << before << after;
    };
    row(R"({"id":1,"unsubscribe":)", "}");
    row(R"({"id":1,"connect":{"unknown":)", "}}");
    row(R"({"id":1,"connect":{"subs":{"c":{"state":)", "}}}}");
    row(R"({"id":1,"presence":{"presence":{"c":{"unknown":)", "}}}}");
    row(R"({"id":1,"unknown":)", "}");
}

void TestHostileFrames::survivesDepthOutsideOfPayloads()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    for (const auto &[open, close] : {std::pair("[", "]"), std::pair(R"({"a":)", "}")}) {
        const QByteArray nested =
            QByteArray(open).repeated(Depth) + '1' + QByteArray(close).repeated(Depth);
        const Decoded decoded = decodeFrame(JsonCodec(), before + nested + after + "\n{}");
        QCOMPARE(decoded.messages.size(), 2);
        QCOMPARE(decoded.as<Reply>(0)->id, 1U);
        QVERIFY(!decoded.resultAs<UndecodableResult>(0));
        QVERIFY(decoded.as<PingMessage>(1));
    }
}

void TestHostileFrames::ignoresUnknownFieldsInEveryProtobufMessage()
{
    const QByteArray extra = field(900, "new") + field(901, 5) + varint(902 << 3 | 5) + "1234"
        + varint(903 << 3 | 1) + "12345678";
    const QByteArray publication = field(4, "1") + extra;
    const QByteArray info = field(1, "u") + extra;
    const auto reply = [&extra](quint64 kind, const QByteArray &content) {
        return message(extra + field(1, 7) + field(kind, content + extra) + extra);
    };
    const Decoded decoded = decodeFrame(
        ProtobufCodec(),
        reply(5, field(6, field(1, "c") + field(2, field(7, publication) + extra) + extra))
            + reply(9, field(1, field(1, "id") + extra + field(2, info))) + reply(10, field(1, 3))
            + reply(11, field(1, publication)) + reply(13, field(1, "2")) + reply(15, field(2, 60))
            + message(field(4, extra + field(9, field(5, 8) + extra)))
            + message(field(4, extra + field(8, extra + field(1, "3")))));
    QCOMPARE(decoded.resultAs<ConnectResult>(0)->subscriptions.value(u"c"_s).publications.size(),
             1);
    QCOMPARE(decoded.resultAs<PresenceResult>(1)->clients.value(u"id"_s).user, u"u"_s);
    QCOMPARE(decoded.resultAs<PresenceStatsResult>(2)->clients, 3U);
    QCOMPARE(decoded.resultAs<HistoryResult>(3)->publications.at(0).data, QByteArray("1"));
    QCOMPARE(decoded.resultAs<RpcResult>(4)->data, QByteArray("2"));
    QCOMPARE(decoded.resultAs<SubscriptionRefreshResult>(5)->ttl, 60U);
    QCOMPARE(decoded.as<SubscribePush>(6)->position.offset, std::uint64_t(8));
    QCOMPARE(decoded.as<MessagePush>(7)->data, QByteArray("3"));
}

void TestHostileFrames::readsNoMessageThatWouldEatMemory_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<bool>("isReply");
    QByteArray jsonTags;
    QByteArray protobufTags;
    for (int tag = 0; tag < 100; ++tag) {
        const QByteArray name = QByteArray::number(tag);
        jsonTags += (tag == 0 ? "\"" : ",\"") + name + "\":\"\"";
        protobufTags += field(7, field(1, name));
    }
    const QByteArray jsonPublication = R"({"data":1,"tags":{)" + jsonTags + "}},";
    QTest::newRow("JSON, 70,000 tags in all") << WireFormat::Json
                                              << R"({"id":2,"subscribe":{"publications":[)"
            + jsonPublication.repeated(700).chopped(1) + "]}}"
                                              << true;
    QTest::newRow("Protobuf, 70,000 tags in all")
        << WireFormat::Protobuf
        << message(field(1, 2) + field(6, field(7, protobufTags).repeated(700))) << true;
    const QByteArray longText(2'000'000, 'x');
    QTest::newRow("JSON, a channel of 2 MB")
        << WireFormat::Json
        << R"({"push":{"channel":")" + longText + R"(","pub":{"data":1,"tags":{"a":"b"}}}})"
        << false;
    QTest::newRow("Protobuf, a channel of 2 MB")
        << WireFormat::Protobuf
        << message(field(4, field(2, longText) + field(4, field(4, "1") + protobufTags))) << false;
}

/** And of what can't be read no more than the beginning is kept. */
void TestHostileFrames::readsNoMessageThatWouldEatMemory()
{
    QFETCH(WireFormat, wire);
    QFETCH(QByteArray, frame);
    QFETCH(bool, isReply);
    const Decoded decoded = decodeFrame(*createCodec(wire), frame);
    QVERIFY(decoded.isWhole);
    QCOMPARE(decoded.messages.size(), std::size_t(1));
    const auto *result = decoded.resultAs<UndecodableResult>(0);
    const auto *other = decoded.as<UndecodableMessage>(0);
    QVERIFY(isReply ? result != nullptr : other != nullptr);
    const QByteArray bytes = isReply ? result->bytes : other->bytes;
    constexpr qsizetype LengthBytes = 4; // before a Protobuf message
    QVERIFY(bytes.size() <= MaxUndecodableBytes);
    QVERIFY(bytes.size() >= std::min(frame.size() - LengthBytes, MaxUndecodableBytes));
}

void TestHostileFrames::keepsBytesThatAreNoTextOnProtobuf()
{
    const QByteArray bytes("\xff\x00\xc3(\n", 5);
    const Decoded decoded = decodeFrame(
        ProtobufCodec(),
        message(field(1, 1) + field(13, field(1, bytes)))
            + message(field(1, 2) + field(11, field(1, field(4, bytes))))
            + message(field(1, 3) + field(9, field(1, field(1, "\xff") + field(2, QByteArray())))));
    QCOMPARE(decoded.resultAs<RpcResult>(0)->data, bytes);
    QCOMPARE(decoded.resultAs<HistoryResult>(1)->publications.at(0).data, bytes);
    QVERIFY(decoded.resultAs<UndecodableResult>(2)); // where text belongs, it is a fault
}

REALTIME_TEST(TestHostileFrames, QCoreApplication)
#include "tst_hostileframes.moc"
