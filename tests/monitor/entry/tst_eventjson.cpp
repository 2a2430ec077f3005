// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entrynames.h"
#include "monitor/entry/eventjson.h"
#include "monitor/publish/publishtext.h"

#include "staterow.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace std::chrono_literals;

namespace {

Entry datedPublication(std::string_view payload)
{
    Entry entry = publicationRow(payload);
    entry.wall = 1'767'225'600'123'456us; // 2026-01-01
    return entry;
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

} // namespace

class TestEventJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAPublication();
    void keepsTheBytesOfData_data();
    void keepsTheBytesOfData();
    void namesTheWatcher_data();
    void namesTheWatcher();
    void writesEveryOtherKind_data();
    void writesEveryOtherKind();
    void escapesWhatComesFromOutside();
    void hidesNothingFromATerminal_data();
    void hidesNothingFromATerminal();
    void writesAPublish();
    void writesARoundTrip();
    void tellsTheTimeOfEachKind();
};

void TestEventJson::writesAPublication()
{
    Entry entry = datedPublication("{\"a\": 1}");
    QCOMPARE(eventJson(entry, JsonAudience::Program),
             QByteArray("{\"kind\":\"publication\",\"channel\":\"news\",\"offset\":null,"
                        "\"epoch\":null,\"tags\":{},\"received_at\":\"2026-01-01T00:00:00.123Z\","
                        "\"data\":{\"a\": 1}}"));
    entry.offset = 18446744073709551615U;
    entry.epoch = "xyz";
    entry.tags = "{\"rm-id\":\"1\"}";
    QCOMPARE(eventJson(entry, JsonAudience::Program),
             QByteArray("{\"kind\":\"publication\",\"channel\":\"news\","
                        "\"offset\":18446744073709551615,\"epoch\":\"xyz\","
                        "\"tags\":{\"rm-id\":\"1\"},"
                        "\"received_at\":\"2026-01-01T00:00:00.123Z\",\"data\":{\"a\": 1}}"));
}

void TestEventJson::keepsTheBytesOfData_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("end");
    const auto same = [](const char *name, const QByteArray &payload) {
        QTest::newRow(name) << payload << "\"data\":" + payload + '}';
    };
    same("a number beyond double", "{\"n\":1e400}");
    same("duplicate keys", "{\"a\":1,\"a\":2}");
    same("20 digits", "12345678901234567890.0");
    same("spaces and tabs", "{ \"a\"\t:  1 }");
    same("escapes as they came", "\"\\u00e9\\/\xC3\xA9\"");
    same("DEL, C1 and bidi", "\"\x7F\xC2\x9B\xE2\x80\xAE\"");
    same("null", "null");
    same("deep nesting", QByteArray(5000, '[') + QByteArray(5000, ']'));
    QTest::newRow("raw line ends")
        << QByteArray("{\r\n\"a\":\n1}") << QByteArray("\"data\":{  \"a\": 1}}");
    QTest::newRow("not UTF-8") << QByteArray("\"\xFF\"") << QByteArray("\"data_base64\":\"Iv8i\"}");
    QTest::newRow("not JSON") << QByteArray("hello") << QByteArray("\"data_base64\":\"aGVsbG8=\"}");
    QTest::newRow("nothing") << QByteArray() << QByteArray("\"data_base64\":\"\"}");
}

void TestEventJson::keepsTheBytesOfData()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, end);
    const QByteArray line = eventJson(datedPublication(view(payload)), JsonAudience::Program);
    QCOMPARE(line.right(end.size()), end);
    QVERIFY(!line.contains('\n'));
    QVERIFY(!line.contains('\r'));
}

void TestEventJson::namesTheWatcher_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind <= int(LastEntryKind); ++kind) {
        QTest::addRow("%s", QByteArray(nameOf(EntryKind(kind)).id.data()).constData()) << kind;
    }
}

/** Second, so that it is seen at once; not at all where there is only one. */
void TestEventJson::namesTheWatcher()
{
    QFETCH(const int, kind);
    Entry entry = datedPublication("1");
    entry.kind = EntryKind(kind);
    const QByteArray nameless = eventJson(entry, JsonAudience::Program);
    QVERIFY(!nameless.contains("watcher"));
    entry.watcher = "b\"b";
    QByteArray expected = nameless;
    expected.insert(expected.indexOf(',') + 1, R"("watcher":"b\"b",)");
    QCOMPARE(eventJson(entry, JsonAudience::Program), expected);
}

void TestEventJson::writesEveryOtherKind_data()
{
    QTest::addColumn<Entry>("entry");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("live") << rowOf(EntryKind::Connection, {}, stateWords(SessionState::Live, 0, ""))
                          << QByteArray(R"({"kind":"state","state":"live","code":0,"reason":""})");
    QTest::newRow("refused")
        << rowOf(EntryKind::Connection, {},
                 stateWords(SessionState::Refused, 3500, "invalid token"))
        << QByteArray(R"({"kind":"state","state":"refused","code":3500,"reason":"invalid token"})");
    Entry entry = rowOf(EntryKind::Subscription, {},
                        stateWords(ChannelState::Unsubscribed, 103, "permission denied"));
    entry.channel = "user#alice";
    QTest::newRow("a refused channel")
        << entry
        << QByteArray(
               R"({"kind":"subscription","channel":"user#alice","state":"unsubscribed","code":103,)"
               R"("reason":"permission denied"})");
    entry =
        rowOf(EntryKind::Subscription, "user#alice", stateWords(ChannelState::Subscribed, 0, ""));
    entry.payload = {};
    entry.flags = ServerSide;
    QTest::newRow("a channel that the server subscribed")
        << entry
        << QByteArray(
               R"({"kind":"subscription","channel":"user#alice","state":"subscribed","code":0,)"
               R"("reason":"","server_side":true})");
    QTest::newRow("a failed attempt")
        << rowOf(EntryKind::Error, {}, stateWords(Centrifuge::ErrorLayer::Tcp, 111, "refused"))
        << QByteArray(
               R"({"kind":"error","channel":null,"layer":"tcp","code":111,"reason":"refused"})");
    entry = rowOf(EntryKind::Join);
    entry.channel = "news";
    entry.info = "{\"user\":\"alice\"}";
    QTest::newRow("a join") << entry
                            << QByteArray(
                                   R"({"kind":"join","channel":"news","info":{"user":"alice"}})");
    entry.kind = EntryKind::Leave;
    entry.info = "broken";
    QTest::newRow("a leave with unusable info")
        << entry << QByteArray(R"({"kind":"leave","channel":"news","info":null})");
    entry = rowOf(EntryKind::Gap, {}, {"history is too short", 0});
    entry.channel = "news";
    QTest::newRow("a gap of an old recording")
        << entry
        << QByteArray(
               R"({"kind":"gap","channel":"news","count":null,"reason":"history is too short"})");
    entry.setCount(12);
    QTest::newRow("a gap")
        << entry
        << QByteArray(
               R"({"kind":"gap","channel":"news","count":12,"reason":"history is too short"})");
    entry.setCount(0);
    entry.kind = EntryKind::PossibleGap;
    QTest::newRow("a possible gap")
        << entry
        << QByteArray(
               R"({"kind":"possible_gap","channel":"news","reason":"history is too short"})");
    entry.kind = EntryKind::NoGap;
    QTest::newRow("no gap")
        << entry
        << QByteArray(R"({"kind":"no_gap","channel":"news","reason":"history is too short"})");
    QTest::newRow("a loss") << rowOf(EntryKind::Loss, {}, {"", 12})
                            << QByteArray(R"({"kind":"loss","channel":null,"count":12})");
    QTest::newRow("a trim") << rowOf(EntryKind::Trim, {}, stateWords(TrimLimit::Memory, 7, ""))
                            << QByteArray(R"({"kind":"trim","limit":"memory","count":7})");
    QTest::newRow("something unreadable") << rowOf(EntryKind::Undecodable, {}, {"\x01\x02", 0})
                                          << QByteArray(R"({"kind":"undecodable","channel":null,)"
                                                        R"("data_base64":"AQI="})");
}

void TestEventJson::writesEveryOtherKind()
{
    QFETCH(const Entry, entry);
    QTEST(eventJson(entry, JsonAudience::Program), "line");
}

void TestEventJson::escapesWhatComesFromOutside()
{
    Entry entry = datedPublication("1");
    entry.channel = "a\"\\\n\x1B[31m\xFF";
    const QByteArray line = eventJson(entry, JsonAudience::Program);
    QVERIFY2(line.contains("\"a\\\"\\\\\\u000a\\u001b[31m\xEF\xBF\xBD\""), line.constData());
    QCOMPARE(QJsonDocument::fromJson(line).object().value(QStringLiteral("channel")).toString(),
             QStringLiteral("a\"\\\n\u001b[31m\ufffd"));
}

void TestEventJson::hidesNothingFromATerminal_data()
{
    QTest::addColumn<QByteArray>("character");
    QTest::addColumn<QByteArray>("escape");
    QTest::newRow("DEL") << QByteArray("\x7F") << QByteArray("\\u007f");
    QTest::newRow("CSI") << QByteArray("\xC2\x9B") << QByteArray("\\u009b");
    QTest::newRow("override") << QByteArray("\xE2\x80\xAE") << QByteArray("\\u202e");
    QTest::newRow("isolate") << QByteArray("\xE2\x81\xA6") << QByteArray("\\u2066");
    QTest::newRow("zero width space") << QByteArray("\xE2\x80\x8B") << QByteArray("\\u200b");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF") << QByteArray("\\ufeff");
    QTest::newRow("a tag") << QByteArray("\xF3\xA0\x81\x81") << QByteArray("\\udb40\\udc41");
    QTest::newRow("a letter stays") << QByteArray("\xC3\xA9") << QByteArray("\xC3\xA9");
}

void TestEventJson::hidesNothingFromATerminal()
{
    QFETCH(const QByteArray, character);
    QFETCH(const QByteArray, escape);
    const QByteArray payload = "{\t\"k" + character + "\":\"" + character + "\"}";
    const QByteArray tags = "{\"t\":\"" + character + "\"}";
    Entry entry = datedPublication(view(payload));
    entry.channel = view(character);
    entry.tags = view(tags);

    const QByteArray line = eventJson(entry, JsonAudience::Terminal);
    QVERIFY(line.contains("\"channel\":\"" + escape + '"'));
    QVERIFY(line.contains("\"tags\":{\"t\":\"" + escape + "\"}"));
    QVERIFY(line.contains("\"data\":{ \"k" + escape + "\":\"" + escape + "\"}"));
    QByteArray readBack = line;
    readBack.replace(escape, character).replace("{ ", "{\t");
    QCOMPARE(readBack, eventJson(entry, JsonAudience::Program));
    QVERIFY(eventJson(entry, JsonAudience::Program).contains("\"data\":" + payload));
}

void TestEventJson::writesAPublish()
{
    Centrifuge::PublishReply reply;
    reply.sentAt = 1ms;
    reply.answeredAt = 3500us;
    QCOMPARE(publishedJson(QStringLiteral("news"), reply, JsonAudience::Program),
             QByteArray(R"({"kind":"published","channel":"news","offset":null,"epoch":null,)"
                        R"("api_ms":2.500})"));
    reply.position = {7, QStringLiteral("e")};
    QCOMPARE(publishedJson(QStringLiteral("news"), reply, JsonAudience::Program),
             QByteArray(R"({"kind":"published","channel":"news","offset":7,"epoch":"e",)"
                        R"("api_ms":2.500})"));
}

void TestEventJson::writesARoundTrip()
{
    RoundTrip trip;
    trip.state = RoundTrip::State::Proven;
    trip.matchedBy = RoundTrip::Match::Position;
    trip.apiTime = 1500us;
    trip.pushTime = 2ms;
    QCOMPARE(roundTripJson(trip, JsonAudience::Program),
             QByteArray(R"({"kind":"round_trip","state":"proven","matched_by":"position",)"
                        R"("api_ms":1.500,"push_ms":2.000,"code":null,"reason":null})"));
    trip = {};
    trip.state = RoundTrip::State::Rejected;
    trip.error = Centrifuge::Error{Centrifuge::ErrorLayer::Server, 102, QStringLiteral("x"), false};
    QCOMPARE(roundTripJson(trip, JsonAudience::Program),
             QByteArray(R"({"kind":"round_trip","state":"rejected","matched_by":null,)"
                        R"("api_ms":null,"push_ms":null,"code":102,"reason":"x"})"));
    const Centrifuge::Error broken{Centrifuge::ErrorLayer::Http, 502, QStringLiteral("bad"), true};
    QCOMPARE(publishFailureJson(QStringLiteral("news"), broken, JsonAudience::Program),
             QByteArray(R"({"kind":"publish_failed","channel":"news","state":"unknown",)"
                        R"("layer":"http","code":502,"reason":"bad"})"));
}

void TestEventJson::tellsTheTimeOfEachKind()
{
    for (int kind = 0; kind <= int(EntryKind::Trim); ++kind) {
        Entry entry;
        entry.kind = EntryKind(kind);
        entry.wall = 1'767'225'600'123'456us;
        const auto time = [&entry] {
            return QJsonDocument::fromJson(eventJson(entry, JsonAudience::Program))
                .object()
                .value(QStringLiteral("received_at"));
        };
        QCOMPARE(time().toString(), QStringLiteral("2026-01-01T00:00:00.123Z"));
        entry.wall = 0us; // unknown
        QVERIFY(time().isUndefined());
    }
}

REALTIME_TEST(TestEventJson, QCoreApplication)
#include "tst_eventjson.moc"
