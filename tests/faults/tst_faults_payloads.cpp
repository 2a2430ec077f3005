// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Payloads that break parsers, from the socket to the rows of the window.

#include "faults/windowtruth.h"
#include "monitor/entry/entry.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace Steps;
using ProtobufBytes::field;
using ProtobufBytes::message;

namespace {

/** Up to the subscribed "news", then these frames, then a last publication, "end". */
Script scriptOf(WireFormat wire, const QByteArrayList &frames)
{
    const WireMessages says(wire);
    Script script{upgrade(), expect("connect"), reply(says.connect()), expect("subscribe news"),
                  reply(says.subscribe())};
    for (const QByteArray &content : frames) {
        script.append(frame(content));
    }
    script.append(frame(says.push("\"end\"")));
    return script;
}

} // namespace

class TestFaultsPayloads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isShownByteForByte_data();
    void isShownByteForByte();
    void isOneRowThatSaysNotDecodable_data();
    void isOneRowThatSaysNotDecodable();
    void belongsToWhatIsKnown_data();
    void belongsToWhatIsKnown();
    void leavesMapsAlone_data() { addBothWires(); }
    void leavesMapsAlone();
};

void TestFaultsPayloads::isShownByteForByte_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QByteArray>("data");
    const QList<QPair<const char *, QByteArray>> inBoth{
        {"1e400", "{\"a\":1e400}"},
        {"1e-400", "1e-400"},
        {"an integer of 20 digits", "18446744073709551616"},
        {"an integer of 400 digits", QByteArray(400, '7')},
        {"decimals as they were written", "[1.0, 1E2, -0, 0.10]"},
        {"a depth of 100,000", QByteArray(100'000, '[') + QByteArray(100'000, ']')},
        {"objects of a depth of 20,000",
         QByteArray("{\"a\":").repeated(20'000) + "1" + QByteArray(20'000, '}')},
        {"duplicate keys", "{\"a\":1,\"a\":2,\"\":3,\"\":4}"},
        {"NUL in a string and in a key", "{\"a\\u0000b\":\"\\u0000\"}"},
        {"lone surrogates", "\"\\ud800 \\udfff\\ud800\""},
        {"a top-level null", "null"},
        {"a top-level string", "\"text\""},
        {"an empty string", "\"\""},
        {"spaces and tabs", "{ \t\"a\" :\t1 }"},
        {"emoji and right-to-left marks", "\"\xf0\x9f\x98\x80\xe2\x80\xae\""},
        {"a megabyte in one string", '"' + QByteArray(1024 * 1024, 'x') + '"'},
    };
    for (const auto &[name, data] : inBoth) {
        QTest::addRow("%s, JSON", name) << WireFormat::Json << data;
        QTest::addRow("%s, Protobuf", name) << WireFormat::Protobuf << data;
    }
    const QList<QPair<const char *, QByteArray>> inProtobuf{
        {"bytes that are not UTF-8", QByteArray::fromHex("c328ff80fe")},
        {"a raw NUL", QByteArray("a\0b", 3)},
        {"newlines that would split JSON", "{\n\"a\":\r\n1\n}\n"},
        {"JSON that ends too early", "{\"a\":"},
        {"nothing", ""},
    };
    for (const auto &[name, data] : inProtobuf) {
        QTest::addRow("%s, Protobuf", name) << WireFormat::Protobuf << data;
    }
}

void TestFaultsPayloads::isShownByteForByte()
{
    QFETCH(WireFormat, wire);
    QFETCH(QByteArray, data);
    ScriptedServer server({scriptOf(wire, {WireMessages(wire).push(data)})});
    WindowTruth window(wire);
    window.watch(server.url());
    QTRY_VERIFY(window.payloads().contains("\"end\""));
    QCOMPARE(window.payloads().size(), 2);
    QVERIFY(window.payloads().first() == data); // too long to print
    QCOMPARE(window.rows(EntryKind::Undecodable), QByteArrayList());
    QCOMPARE(window.state(), SessionState::Live);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsPayloads::isOneRowThatSaysNotDecodable_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("shown");
    const auto json = [](const char *name, const QByteArray &line) {
        QTest::newRow(name) << WireFormat::Json << line << line;
    };
    const auto protobuf = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << WireFormat::Protobuf << message(bytes) << bytes;
    };
    json("JSON: data that is not JSON", R"({"push":{"channel":"news","pub":{"data":{bad}}}})");
    json("JSON: data that ends too early", R"({"push":{"channel":"news","pub":{"data":"open}}})");
    json("JSON: a raw control character in a string",
         "{\"push\":{\"channel\":\"news\",\"pub\":{\"data\":\"\x01\"}}}");
    json("JSON: an offset of text", R"({"push":{"channel":"news","pub":{"data":1,"offset":"x"}}})");
    json("JSON: an offset below zero",
         R"({"push":{"channel":"news","pub":{"data":1,"offset":-1}}})");
    json("JSON: tags that are a list", R"({"push":{"channel":"news","pub":{"data":1,"tags":[]}}})");
    json("JSON: something behind the message", R"({"push":{"channel":"news","pub":{"data":1}}} x)");
    const auto push = [](const QByteArray &publication) {
        return field(4, field(2, QByteArray("news")) + field(4, publication));
    };
    protobuf("Protobuf: a channel that is not UTF-8",
             field(4, field(2, QByteArray("\xc3\x28")) + field(4, field(4, QByteArray("1")))));
    protobuf("Protobuf: a tag that is not UTF-8",
             push(field(4, QByteArray("1"))
                  + field(7, field(1, QByteArray("k")) + field(2, QByteArray("\xff")))));
    protobuf("Protobuf: a publication that ends in a field", push(QByteArray::fromHex("227f31")));
    protobuf("Protobuf: a varint without an end",
             push(QByteArray::fromHex("30ffffffffffffffffffffff01")));
    protobuf("Protobuf: a field number of zero", push(QByteArray::fromHex("0201")));
    protobuf("Protobuf: a group, which nobody sends any more", push(QByteArray::fromHex("0b")));
}

void TestFaultsPayloads::isOneRowThatSaysNotDecodable()
{
    QFETCH(WireFormat, wire);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, shown);
    const WireMessages says(wire);
    // In one frame with others, which must not suffer.
    ScriptedServer server(
        {scriptOf(wire, {says.batch({says.push("1"), content, says.push("2")})})});
    WindowTruth window(wire);
    window.watch(server.url());
    QTRY_VERIFY(window.payloads().contains("\"end\""));
    QCOMPARE(window.payloads(), QByteArrayList({"1", "2", "\"end\""}));
    QCOMPARE(window.rows(EntryKind::Undecodable), QByteArrayList({shown}));
    QCOMPARE(window.state(), SessionState::Live);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsPayloads::belongsToWhatIsKnown_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("unknown fields of every kind") << QByteArray(
        R"({"push":{"channel":"news","x":[{}],"pub":{"data":1,"y":1e400}},"z":null})");
    QTest::newRow("the data comes last of two")
        << QByteArray(R"({"push":{"channel":"news","pub":{"data":0,"data":1}}})");
    QTest::newRow("escaped keys and channel")
        << QByteArray(R"({"p\u0075sh":{"channel":"\u006eews","pub":{"d\u0061ta":1}}})");
    QTest::newRow("fields in another order")
        << QByteArray(R"({"push":{"pub":{"tags":{},"data":1},"channel":"news"}})");
    QTest::newRow("null for what is not there")
        << QByteArray(R"({"push":{"channel":"news","pub":{"data":1,"tags":null,"info":null}}})");
}

void TestFaultsPayloads::belongsToWhatIsKnown()
{
    QFETCH(QByteArray, line);
    ScriptedServer server({scriptOf(WireFormat::Json, {line})});
    WindowTruth window(WireFormat::Json);
    window.watch(server.url());
    QTRY_VERIFY(window.payloads().contains("\"end\""));
    QCOMPARE(window.payloads(), QByteArrayList({"1", "\"end\""}));
    QCOMPARE(window.rows(EntryKind::Undecodable), QByteArrayList());
}

/** What belongs to map subscriptions, which nobody here makes: all of it counts as nothing. */
void TestFaultsPayloads::leavesMapsAlone()
{
    QFETCH(WireFormat, wire);
    const bool isJson = wire == WireFormat::Json;
    const auto push = [isJson](const QByteArray &json, const QByteArray &content) {
        return isJson ? R"({"push":{"channel":"map:m",)" + json + "}}"
                      : message(field(4, field(2, QByteArray("map:m")) + content));
    };
    // Of a publication 10 is the key, 11 tells that it is gone, 12 is the score.
    const QByteArray key = field(10, QByteArray("a"));
    const QByteArray maps = WireMessages(wire).batch(
        {push(R"("pub":{"data":{"v":1},"offset":3,"key":"a"})",
              field(4, field(4, QByteArray("{}")) + field(6, quint64(3)) + key)),
         push(R"("pub":{"offset":4,"key":"a","removed":true})",
              field(4, field(6, quint64(4)) + key + field(11, quint64(1)))),
         push(R"("pub":{"data":1,"key":"a","score":-5,"version":9,"prev_data":0})",
              field(4, field(4, QByteArray("1")) + key + field(12, quint64(9)))),
         push(R"("join":{"info":{"user":"u"}})", field(5, field(1, field(1, QByteArray("u"))))),
         push(R"("unsubscribe":{"code":2500})", field(7, field(1, quint64(2500)))),
         push(R"("keys":{"added":["a"]})", field(90, QByteArray("a")))});
    ScriptedServer server({scriptOf(wire, {maps, WireMessages(wire).push("1")})});
    WindowTruth window(wire);
    window.watch(server.url());
    QTRY_VERIFY(window.payloads().contains("\"end\""));
    QCOMPARE(window.payloads(), QByteArrayList({"1", "\"end\""}));
    QCOMPARE(window.watcher().journal().counters().publications, std::uint64_t(2));
    QCOMPARE(window.watcher().session().channels().size(), 1);
    for (const EntryKind kind : {EntryKind::Undecodable, EntryKind::Join, EntryKind::Gap}) {
        QCOMPARE(window.rows(kind), QByteArrayList());
    }
    QCOMPARE(window.state(), SessionState::Live);
    QCOMPARE(server.connectionCount(), 1);
}

REALTIME_TEST(TestFaultsPayloads, QCoreApplication)
#include "tst_faults_payloads.moc"
