// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsoncodec.h"
#include "centrifuge/codec/protobufcodec.h"
#include "support/decodeframe.h"
#include "support/protobufbytes.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace ProtobufBytes;
using namespace Qt::StringLiterals;

namespace {

Decoded fromJson(const QByteArray &json)
{
    return decodeFrame(JsonCodec(), json);
}

Decoded fromProtobuf(const QByteArray &content)
{
    return decodeFrame(ProtobufCodec(), message(content));
}

/** Reads the same message in both formats and lets `check` look at the `T` in each. The bytes of
 * Protobuf are by the server's own library (protocol v0.23.1) from the same JSON. */
template <typename T, typename Check>
void checkResult(const char *json, const char *protobuf, const Check &check)
{
    for (const Decoded &decoded : {fromJson(json), fromProtobuf(hex(protobuf))}) {
        QCOMPARE(decoded.messages.size(), 1);
        const T *result = decoded.resultAs<T>(0);
        QVERIFY(result);
        check(*result);
    }
}

template <typename T, typename Check>
void checkPush(const char *json, const char *protobuf, const Check &check)
{
    for (const Decoded &decoded : {fromJson(json), fromProtobuf(hex(protobuf))}) {
        QCOMPARE(decoded.messages.size(), 1);
        const T *push = decoded.as<T>(0);
        QVERIFY(push);
        check(*push);
    }
}

} // namespace

/** Every result and push in both formats, whole and broken. */
class TestResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsConnect();
    void readsSubscribe();
    void ignoresTheFieldsOfMaps();
    void readsPresence();
    void readsHistory();
    void readsTheOtherResults();
    void readsWhatBelongsToNoChannel();
    void readsPublications();
    void takesNullForAbsent();
    void letsTheLastOfEqualKeysCount();
    void letsAnErrorOutweighAResult();
    void tellsTheIdOfABrokenReply_data();
    void tellsTheIdOfABrokenReply();
    void takesNoIdThatIsCutOff_data();
    void takesNoIdThatIsCutOff();
    void refusesMapsThatOnlyEatMemory_data();
    void refusesMapsThatOnlyEatMemory();
};

void TestResults::readsConnect()
{
    checkResult<ConnectResult>(
        R"({"id":1,"connect":{"client":"id","version":"6.9.1","expires":true,"ttl":600,)"
        R"("data":{"a":1},"subs":{"news":{"recoverable":true,"epoch":"e","publications":)"
        R"([{"data":1,"offset":2}],"recovered":true,"offset":1,"positioned":true,)"
        R"("was_recovering":true}},"ping":25,"pong":true,"session":"s","node":"n",)"
        R"("time":1764000000000}})",
        "08012a480a0269641205362e392e31180120d8042a077b2261223a317d321c0a046e65777312141801320165"
        "3a0522013130024001480150016001381940014a017352016e5880d0dfb4ab33",
        [](const ConnectResult &result) {
            QVERIFY(result.expires && result.pong);
            QCOMPARE(result.data, QByteArray(R"({"a":1})"));
            QCOMPARE(result.session, u"s"_s);
            QCOMPARE(result.node, u"n"_s);
            QCOMPARE(result.time, std::int64_t(1764000000000));
            QCOMPARE(result.subscriptions.keys(), QStringList{u"news"_s});
            const SubscribeResult news = result.subscriptions.first();
            QVERIFY(news.recoverable && news.recovered && news.positioned && news.wasRecovering);
            const StreamPosition position{1, u"e"_s};
            QCOMPARE(news.position, position);
            QCOMPARE(news.publications.size(), 1);
            QCOMPARE(news.publications.front().offset, std::uint64_t(2));
        });
}

void TestResults::readsSubscribe()
{
    checkResult<SubscribeResult>(
        R"({"id":2,"subscribe":{"expires":true,"ttl":60,"recoverable":true,"epoch":"e",)"
        R"("publications":[{"data":"a","offset":3},{"data":"b","offset":4,"delta":true}],)"
        R"("recovered":true,"offset":2,"positioned":true,"data":{},"was_recovering":true,)"
        R"("delta":true}})",
        "0802322b0801103c18013201653a07220322612230033a092203226222300440014001480250015a027b7d"
        "60016801",
        [](const SubscribeResult &result) {
            QVERIFY(result.expires && result.delta && result.wasRecovering);
            QCOMPARE(result.ttl, 60U);
            QCOMPARE(result.data, QByteArray("{}"));
            QCOMPARE(result.publications.size(), 2);
            QVERIFY(!result.publications[0].delta && result.publications[1].delta);
            QCOMPARE(result.publications[1].data, QByteArray(R"("b")"));
        });
}

void TestResults::ignoresTheFieldsOfMaps()
{
    checkResult<SubscribeResult>(
        R"({"id":2,"subscribe":{"recoverable":true,"epoch":"q","offset":2,"id":7,"type":1,)"
        R"("phase":2,"cursor":"x","state":[{"data":{"v":1},"offset":1,"key":"a","epoch":"q"}],)"
        R"("publish_debounce":50}})",
        "0802322918013201714802700778018001028a01017892011122077b2276223a317d30015a01617201719801"
        "32",
        [](const SubscribeResult &result) {
            const StreamPosition position{2, u"q"_s};
            QCOMPARE(result.position, position);
            QVERIFY(result.recoverable && result.publications.empty());
        });
    checkPush<PublicationPush>(
        R"({"push":{"channel":"map:m","pub":{"offset":4,"key":"a","removed":true,"score":-5,)"
        R"("version":9}}})",
        "221512056d61703a6d220c30045a016160016809800109", [](const PublicationPush &push) {
            const Publication expected{{}, 4, {}, {}, {}};
            QCOMPARE(push.publication, expected);
        });
}

void TestResults::readsPresence()
{
    checkResult<PresenceResult>(
        R"({"id":4,"presence":{"presence":{"e2":{"user":"42","client":"e2",)"
        R"("conn_info":{"name":"Ann"},"chan_info":[1]}}}})",
        "08044a250a230a026532121d0a023432120265321a0e7b226e616d65223a22416e6e227d22035b315d",
        [](const PresenceResult &result) {
            QCOMPARE(result.clients.keys(), QStringList{u"e2"_s});
            const ClientInfo ann{u"42"_s, u"e2"_s, R"({"name":"Ann"})", "[1]"};
            QCOMPARE(result.clients.first(), ann);
        });
    checkResult<PresenceStatsResult>(R"({"id":5,"presence_stats":{"num_clients":3,"num_users":2}})",
                                     "0805520408031002", [](const PresenceStatsResult &result) {
                                         QCOMPARE(result.clients, 3U);
                                         QCOMPARE(result.users, 2U);
                                     });
}

void TestResults::readsHistory()
{
    const StreamPosition top{2, u"e"_s};
    checkResult<HistoryResult>(
        R"({"id":8,"history":{"publications":[{"data":{"t":1},"info":{"user":"42",)"
        R"("client":"e2"},"offset":2,"tags":{"k":"v"}},{"data":2,"offset":1,"epoch":"e"}],)"
        R"("epoch":"e","offset":2}})",
        "08085a2e0a1d22077b2274223a317d2a080a0234321202653230023a060a016b1201760a0822013230017201"
        "651201651802",
        [&top](const HistoryResult &result) {
            QCOMPARE(result.position, top);
            QCOMPARE(result.publications.size(), 2);
            const ClientInfo sender{u"42"_s, u"e2"_s, {}, {}};
            const Publication first{R"({"t":1})", 2, {}, {{u"k"_s, u"v"_s}}, sender};
            const Publication second{"2", 1, u"e"_s, {}, {}};
            QCOMPARE(result.publications[0], first);
            QCOMPARE(result.publications[1], second);
        });
    checkResult<HistoryResult>(R"({"id":7,"history":{"publications":[],"epoch":"e","offset":2}})",
                               "08075a051201651802", [&top](const HistoryResult &result) {
                                   QCOMPARE(result.position, top);
                                   QVERIFY(result.publications.empty());
                               });
}

void TestResults::readsTheOtherResults()
{
    checkResult<ClientPublishResult>(R"({"id":3,"publish":{}})", "08034200", [](const auto &) {});
    checkResult<RpcResult>(
        R"({"id":3,"rpc":{"data":{"x":1.0}}})", "08036a0b0a097b2278223a312e307d",
        [](const RpcResult &result) { QCOMPARE(result.data, QByteArray(R"({"x":1.0})")); });
    checkResult<RefreshResult>(
        R"({"id":3,"refresh":{"client":"c","version":"v","expires":true,"ttl":60}})",
        "0803720a0a01631201761801203c", [](const RefreshResult &result) {
            QVERIFY(result.expires);
            QCOMPARE(result.ttl, 60U);
        });
    checkResult<SubscriptionRefreshResult>(R"({"id":3,"sub_refresh":{"expires":true,"ttl":61}})",
                                           "08037a040801103d",
                                           [](const SubscriptionRefreshResult &result) {
                                               QVERIFY(result.expires);
                                               QCOMPARE(result.ttl, 61U);
                                           });
    checkResult<ReplyError>(
        R"({"id":3,"error":{"code":111,"message":"too many requests","temporary":true}})",
        "08031217086f1211746f6f206d616e792072657175657374731801", [](const ReplyError &error) {
            QCOMPARE(error.code, 111U);
            QCOMPARE(error.message, u"too many requests"_s);
            QVERIFY(error.temporary);
        });
}

void TestResults::readsWhatBelongsToNoChannel()
{
    checkPush<SubscribePush>(
        R"({"push":{"channel":"news","subscribe":{"recoverable":true,"epoch":"e","offset":5,)"
        R"("positioned":true,"data":{"w":1}}}})",
        "221a12046e6577734a120801220165280530013a077b2277223a317d", [](const SubscribePush &push) {
            QCOMPARE(push.channel, u"news"_s);
            QVERIFY(push.recoverable && push.positioned);
            const StreamPosition position{5, u"e"_s};
            QCOMPARE(push.position, position);
            QCOMPARE(push.data, QByteArray(R"({"w":1})"));
        });
    checkPush<MessagePush>(
        R"({"push":{"message":{"data":{"m":1}}}})", "220b42090a077b226d223a317d",
        [](const MessagePush &push) { QCOMPARE(push.data, QByteArray(R"({"m":1})")); });
    checkPush<UnknownPush>(R"({"push":{"connect":{"client":"c","version":"v"}}})",
                           "220852060a0163120176", [](const auto &) {});
    checkPush<UnknownPush>(R"({"push":{"channel":"c","novelty":{"x":[]}}})", "22071201636a022a00",
                           [](const auto &) {});
}

void TestResults::readsPublications()
{
    checkPush<PublicationPush>(
        R"({"push":{"id":5,"channel":"a:*","pub":{"data":"1E\n1C@0,2:2}1YH1xZ;","offset":2,)"
        R"("tags":{"k":"v"},"delta":true,"time":5,"channel":"a:b"}}})",
        "223408051203613a2a222b22162231455c6e314340302c323a327d31594831785a3b2230023a060a016b1201"
        "76400148055203613a62",
        [](const PublicationPush &push) {
            QCOMPARE(push.channel, u"a:*"_s);
            const Publication expected{
                R"("1E\n1C@0,2:2}1YH1xZ;")", 2, {}, {{u"k"_s, u"v"_s}}, {}, u"a:b"_s, true};
            QCOMPARE(push.publication, expected);
        });
}

void TestResults::takesNullForAbsent()
{
    const Decoded decoded = fromJson(
        R"({"id":1,"error":null,"connect":{"client":null,"ttl":null,"data":null,"subs":null,)"
        R"("pong":null}})"
        "\n"
        R"({"id":null,"push":{"channel":"c","pub":{"data":null,"info":null,"tags":null,)"
        R"("offset":null}}})"
        "\n"
        R"({"id":2,"history":{"publications":null}})");
    QVERIFY(decoded.resultAs<ConnectResult>(0));
    const Publication expected{"null", 0, {}, {}, {}};
    QVERIFY(decoded.as<PublicationPush>(1));
    QCOMPARE(decoded.as<PublicationPush>(1)->publication, expected);
    QVERIFY(decoded.resultAs<HistoryResult>(2));
}

void TestResults::letsTheLastOfEqualKeysCount()
{
    const Decoded json =
        fromJson(R"({"id":1,"id":2,"presence":{"presence":{"a":{"user":"1"},"a":{"user":"2"}}}})");
    QVERIFY(json.resultAs<PresenceResult>(0));
    QCOMPARE(json.as<Reply>(0)->id, 2U);
    QCOMPARE(json.resultAs<PresenceResult>(0)->clients.value(u"a"_s).user, u"2"_s);
    const auto entry = [](const char *user) {
        return field(1, field(1, "a") + field(2, field(1, user)));
    };
    const Decoded protobuf =
        fromProtobuf(field(1, 1) + field(1, 2) + field(9, entry("1") + entry("2")));
    QVERIFY(protobuf.resultAs<PresenceResult>(0));
    QCOMPARE(protobuf.as<Reply>(0)->id, 2U);
    QCOMPARE(protobuf.resultAs<PresenceResult>(0)->clients.value(u"a"_s).user, u"2"_s);
}

void TestResults::letsAnErrorOutweighAResult()
{
    QVERIFY(fromJson(R"({"id":1,"error":{"code":5},"rpc":{}})").resultAs<ReplyError>(0));
    QVERIFY(fromJson(R"({"id":1,"rpc":{},"error":{"code":5}})").resultAs<ReplyError>(0));
    const QByteArray error = field(2, field(1, 5));
    const QByteArray result = field(13, QByteArray());
    QVERIFY(fromProtobuf(field(1, 1) + error + result).resultAs<ReplyError>(0));
    QVERIFY(fromProtobuf(field(1, 1) + result + error).resultAs<ReplyError>(0));
}

void TestResults::tellsTheIdOfABrokenReply_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("protobuf");
    const QByteArray broken = hex("22ff01aa"); // longer than what is there
    const auto row = [](const char *name, const char *json, const QByteArray &protobuf) {
        QTest::newRow(name) << QByteArray(json) << protobuf;
    };
    row("error", R"({"id":9,"error":{"code":4294967296}})", field(1, 9) + field(2, hex("08")));
    row("connect", R"({"id":9,"connect":{"subs":[]}})", field(1, 9) + field(5, field(6, broken)));
    row("subscribe", R"({"id":9,"subscribe":{"publications":[{"offset":-1}]}})",
        field(1, 9) + field(6, field(7, broken)));
    row("presence", R"({"id":9,"presence":{"presence":{"a":5}}})",
        field(1, 9) + field(9, field(1, field(2, broken))));
    row("presence stats", R"({"id":9,"presence_stats":{"num_users":-1}})",
        field(1, 9) + field(10, hex("08ff")));
    row("history", R"({"id":9,"history":{"offset":18446744073709551616}})",
        field(1, 9) + field(11, hex("18ffffffffffffffffffff01")));
    row("rpc", R"({"id":9,"rpc":[]})", field(1, 9) + field(13, hex("0a05aa")));
    row("refresh", R"({"id":9,"refresh":{"ttl":"1"}})", field(1, 9) + field(14, hex("20")));
    row("not UTF-8", "{\"id\":9,\"rpc\":{\"data\":\"\xff\"}}", field(1, 9) + hex("6b"));
    row("cut off", R"({"id":9,"subscribe":{"epoch":"e")", field(1, 9) + hex("32057201"));
}

void TestResults::tellsTheIdOfABrokenReply()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, protobuf);
    for (const auto &[decoded, bytes] :
         {std::pair(fromJson(json), json), std::pair(fromProtobuf(protobuf), protobuf)}) {
        QVERIFY(decoded.isWhole);
        QCOMPARE(decoded.messages.size(), 1);
        const auto *broken = decoded.resultAs<UndecodableResult>(0);
        QVERIFY(broken);
        QCOMPARE(decoded.as<Reply>(0)->id, 9U);
        QCOMPARE(broken->bytes, bytes);
        QVERIFY(!broken->why.isEmpty());
    }
}

void TestResults::takesNoIdThatIsCutOff_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("in the number") << QByteArray(R"({"id":1)");
    QTest::newRow("before the number") << QByteArray(R"({"id":)");
    QTest::newRow("too large") << QByteArray(R"({"id":4294967296,"rpc":{)");
    QTest::newRow("far too large") << QByteArray(R"({"id":18446744073709551617,"rpc":{)");
    QTest::newRow("a text") << QByteArray(R"({"id":"1","rpc":{)");
    QTest::newRow("below zero") << QByteArray(R"({"id":-1,"rpc":{)");
    QTest::newRow("zero") << QByteArray(R"({"id":0,"rpc":{)");
}

void TestResults::takesNoIdThatIsCutOff()
{
    QFETCH(const QByteArray, line);
    const Decoded decoded = fromJson(line);
    const auto *broken = decoded.as<UndecodableMessage>(0);
    QVERIFY(broken);
    QCOMPARE(broken->bytes, line);
}

void TestResults::refusesMapsThatOnlyEatMemory_data()
{
    QTest::addColumn<bool>("isJson");
    QTest::newRow("JSON") << true;
    QTest::newRow("Protobuf") << false;
}

void TestResults::refusesMapsThatOnlyEatMemory()
{
    QFETCH(const bool, isJson);
    constexpr int Count = 70'000;
    QByteArray members;
    for (int index = 0; index < Count; ++index) {
        const QByteArray name = QByteArray::number(index);
        members += isJson ? (index > 0 ? ",\"" : "\"") + name + "\":{}" : field(1, field(1, name));
    }
    const Decoded presence = isJson
        ? fromJson(R"({"id":1,"presence":{"presence":{)" + members + "}}}")
        : fromProtobuf(field(1, 1) + field(9, members));
    QVERIFY(presence.resultAs<UndecodableResult>(0));
    // No list is too long by itself, but all together are.
    QByteArray subscriptions;
    for (int index = 0; index < 10; ++index) {
        const QByteArray name = QByteArray::number(index);
        subscriptions += isJson
            ? (index > 0 ? ",\"" : "\"") + name + R"(":{"publications":[{})"
                + QByteArray(",{}").repeated(Count / 10) + "]}"
            : field(6, field(1, name) + field(2, field(7, QByteArray()).repeated(Count / 10)));
    }
    const Decoded connect = isJson
        ? fromJson(R"({"id":1,"connect":{"subs":{)" + subscriptions + "}}}")
        : fromProtobuf(field(1, 1) + field(5, subscriptions));
    QVERIFY(connect.resultAs<UndecodableResult>(0));
}

REALTIME_TEST(TestResults, QCoreApplication)
#include "tst_results.moc"
