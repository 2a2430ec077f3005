// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsoncodec.h"
#include "centrifuge/codec/protobufcodec.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;

namespace {

struct Case
{
    const char *name;
    Command command;
    const char *json; ///< both as the server's own library (protocol v0.23.1) writes them
    const char *protobuf;
};

ConnectCommand fullConnect()
{
    return {u"t"_s,       u"mon"_s,           u"v"_s,
            R"({"a":1})", {{u"h"_s, u"1"_s}}, {{u"news"_s, {300, u"e"_s}}, {u"x"_s, {}}}};
}

SubscribeCommand fullSubscribe()
{
    SubscribeCommand command;
    command.channel = u"c"_s;
    command.token = u"t"_s;
    command.recoverFrom = StreamPosition{~0ULL, u"e"_s};
    command.positioned = command.recoverable = command.joinLeave = true;
    command.delta = command.rejectUnrecovered = true;
    command.data = "[1]";
    return command;
}

SubscribeCommand filteredSubscribe()
{
    FilterNode leaf;
    leaf.key = u"k"_s;
    leaf.comparison = u"eq"_s;
    leaf.value = u"v"_s;
    FilterNode set;
    set.key = u"s"_s;
    set.comparison = u"in"_s;
    set.values = {u"a"_s, QString(), u"b"_s};
    FilterNode inverse;
    inverse.operation = u"not"_s;
    inverse.nodes = {set};
    FilterNode top;
    top.operation = u"and"_s;
    top.nodes = {leaf, inverse};
    SubscribeCommand command;
    command.channel = u"c"_s;
    command.filter = top;
    return command;
}

std::vector<Case> channelCases()
{
    return {
        {"every option of connect",
         {1, fullConnect()},
         R"({"id":1,"connect":{"token":"t","data":{"a":1},"subs":{"news":{"recover":true,)"
         R"("epoch":"e","offset":300},"x":{"recover":true}},"name":"mon","version":"v",)"
         R"("headers":{"h":"1"}}})",
         "3b080122370a017412077b2261223a317d1a100a046e6577731208180132016538ac021a070a017812021801"
         "22036d6f6e2a017632060a0168120131"},
        {"a connect without anything",
         {1, ConnectCommand{}},
         R"({"id":1,"connect":{}})",
         "0408012200"},
        {"every option of subscribe",
         {2, fullSubscribe()},
         R"({"id":2,"subscribe":{"channel":"c","token":"t","recover":true,"epoch":"e",)"
         R"("offset":18446744073709551615,"data":[1],"positioned":true,"recoverable":true,)"
         R"("join_leave":true,"delta":"fossil","flag":2}})",
         "2f08022a2b0a0163120174180132016538ffffffffffffffffff0142035b315d480150015801620666"
         "6f7373696c7002"},
        {"a filter of several levels",
         {3, filteredSubscribe()},
         R"({"id":3,"subscribe":{"channel":"c","tf":{"op":"and","nodes":[{"key":"k","cmp":"eq",)"
         R"("val":"v"},{"op":"not","nodes":[{"key":"s","cmp":"in","vals":["a","","b"]}]}]}}})",
         "3208032a2e0a01636a290a03616e64320a12016b1a02657122017632160a036e6f74320f1201731a02696e"
         "2a01612a002a0162"},
        {"unsubscribe",
         {4, UnsubscribeCommand{u"c"_s}},
         R"({"id":4,"unsubscribe":{"channel":"c"}})",
         "07080432030a0163"},
        {"sub_refresh",
         {12, SubscriptionRefreshCommand{u"c"_s, u"t"_s}},
         R"({"id":12,"sub_refresh":{"channel":"c","token":"t"}})",
         "0a080c7a060a0163120174"},
    };
}

std::vector<Case> callCases()
{
    return {
        {"publish",
         {5, PublishCommand{u"c"_s, R"({"a":1})"}},
         R"({"id":5,"publish":{"channel":"c","data":{"a":1}}})",
         "1008053a0c0a016312077b2261223a317d"},
        {"presence",
         {6, PresenceCommand{u"c"_s}},
         R"({"id":6,"presence":{"channel":"c"}})",
         "07080642030a0163"},
        {"presence_stats",
         {7, PresenceStatsCommand{u"c"_s}},
         R"({"id":7,"presence_stats":{"channel":"c"}})",
         "0708074a030a0163"},
        {"history backwards from a position, without a limit",
         {8, HistoryCommand{u"c"_s, -1, StreamPosition{2, u"e"_s}, true}},
         R"({"id":8,"history":{"channel":"c","limit":-1,"since":{"offset":2,"epoch":"e"},)"
         R"("reverse":true}})",
         "1b080852170a016338ffffffffffffffffff01420508021201654801"},
        {"history from the first position there is",
         {9, HistoryCommand{u"c"_s, 10, StreamPosition{}}},
         R"({"id":9,"history":{"channel":"c","limit":10,"since":{}}})",
         "0b080952070a0163380a4200"},
        {"the position of the history only",
         {9, HistoryCommand{u"c"_s}},
         R"({"id":9,"history":{"channel":"c"}})",
         "07080952030a0163"},
        {"rpc",
         {10, RpcCommand{u"m"_s, R"("x")"}},
         R"({"id":10,"rpc":{"data":"x","method":"m"}})",
         "0c080a6a080a0322782212016d"},
        {"send, which has no id",
         {0, SendCommand{"[1]"}},
         R"({"send":{"data":[1]}})",
         "0762050a035b315d"},
        {"refresh",
         {11, RefreshCommand{u"t"_s}},
         R"({"id":11,"refresh":{"token":"t"}})",
         "07080b72030a0174"},
        {"pong", {0, PongCommand{}}, "{}", "00"},
    };
}

} // namespace

/** Every command in both formats, against what the server's own library writes. */
class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEveryCommand();
    void escapesKeysOfMaps();
    void keepsAPayloadOnOneLine();
    void keepsAnyBytesOnProtobuf();
};

void TestCommands::writesEveryCommand()
{
    std::vector<Case> cases = channelCases();
    const std::vector<Case> calls = callCases();
    cases.insert(cases.end(), calls.begin(), calls.end());
    for (const Case &row : cases) {
        qInfo("%s", row.name);
        QCOMPARE(JsonCodec().encode(row.command), QByteArray(row.json) + '\n');
        QCOMPARE(ProtobufCodec().encode(row.command).toHex(), QByteArray(row.protobuf));
    }
}

void TestCommands::escapesKeysOfMaps()
{
    ConnectCommand command;
    command.headers.insert(u"a\"\n"_s, u"\\"_s);
    command.recoverFrom.insert(u"\"}"_s, {});
    QCOMPARE(JsonCodec().encode({1, command}),
             R"({"id":1,"connect":{"subs":{"\"}":{"recover":true}},"headers":{"a\"\u000a":"\\"}}})"
             "\n");
}

void TestCommands::keepsAPayloadOnOneLine()
{
    QCOMPARE(JsonCodec().encode({1, PublishCommand{u"c"_s, "{\r\n\t\"a\": \"\\n\"\n}"}}),
             "{\"id\":1,\"publish\":{\"channel\":\"c\",\"data\":{  \t\"a\": \"\\n\" }}}\n");
}

void TestCommands::keepsAnyBytesOnProtobuf()
{
    const QByteArray data("\n\0\xff\r", 4);
    QCOMPARE(ProtobufCodec().encode({0, SendCommand{data}}).toHex(), "0862060a040a00ff0d");
}

REALTIME_TEST(TestCommands, QCoreApplication)
#include "tst_commands.moc"
