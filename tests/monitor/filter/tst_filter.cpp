// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/filter/filter.h"
#include "monitor/platform/timeduuid.h"
#include "support/filters.h"
#include "support/testprogram.h"

#include <QTest>

#include <cstdlib>
#include <span>

using namespace std::chrono_literals;

/** Each condition of the language, on entries that it lets through and others. */
class TestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void conditions_data();
    void conditions();
    void emptyLetsEverythingThrough();
    void copiesWorkApart();
    void bothLetThroughWhatEachDoes();
    void latency_data();
    void latency();
    void othersHaveNoLatency_data();
    void othersHaveNoLatency();
    void countsAreNoCodes();
    void tellsTheKindsOfGapsApart();
    void expressionsHaveFlags_data();
    void expressionsHaveFlags();
};

namespace {

constexpr char Payload[] = R"({"type":"chat","price":120.50,"ok":true,"no":null,)"
                           R"("items":[{"id":5},{"id":6},{"id":7}],"big":12345678901234567890,)"
                           R"("odd key":1,"twice":1,"twice":2,"esc\u0061pe":"ch\u0061t \/ \n",)"
                           R"("text":"Größe ΣΊΣΥΦΟΣ ПрИвет \ud800","a.b":{"c":-0.5e1},)"
                           R"("p":"10.5","q":"1\u0030.5","word":"ten","quote":"it's a \"b\""})";

constexpr char Tags[] = R"({"room":"7","rm-id":"01932f0e-0c00-7800-8000-000000000000"})";
constexpr char Info[] = R"({"user":"alice","client":"c-1","conn_info":{"name":"Al"}})";

/** 2026-11-24 12:30:05.25 UTC */
constexpr std::chrono::microseconds Noon = 1795523405250ms;

Entry sampleRow()
{
    Entry entry;
    entry.number = 42;
    entry.wall = Noon;
    entry.channel = "news:sport";
    entry.epoch = "abcd";
    entry.offset = 1250;
    entry.payload = Payload;
    entry.tags = Tags;
    entry.info = Info;
    entry.watcher = "carol";
    return entry;
}

struct Row
{
    const char *text;
    bool isMatch;
};

constexpr Row Rows[] = {
    {"chat", true},
    {"CHAT", true},
    {"\"\"", true},
    {"größe", true},
    {"GRÖSSE", false},
    {"GRÖßE", true},
    {"σίσυφος", true},
    {"привЕТ", true},
    {"sport", true},
    {"\"news:SPORT\"", true},
    {"alice", true},
    {"rm-id", true},
    {"tennis", false},
    {"chat tennis", false},
    {"chat or tennis", true},
    {"chat and not tennis", true},
    {"chat -tennis", true},
    {"not not chat", true},
    {"tennis or chat sport", true},
    {"(tennis or chat) football", false},
    {"NOT (tennis OR football) AND chat", true},
    {"/ch.t/", true},
    {"/CH.T/", false},
    {"/CH.T/i", true},
    {"/^news:sport$/", true},
    {"/\\/ \\\\n/", true},
    {"channel:news:*", true},
    {"channel:news:s?ort", true},
    {"channel:news", false},
    {"channel:\"news:*\"", true},
    {"channel = \"news:*\"", false},
    {"channel=news:sport", true},
    {"channel!=news:sport", false},
    {"channel ~ /SPORT/i", true},
    {"user:alice", true},
    {"user:al*", true},
    {"user:bob", false},
    {"user != bob", true},
    {"client:c-1", true},
    {"kind:publication", true},
    {"kind:join", false},
    {"kind != join", true},
    {"watcher:carol", true},
    {"watcher == \"carol\"", true},
    {"watcher:car*", true},
    {"watcher:alice", false}, // who published
    {"watcher != carol", false},
    {"watcher in (bob, carol)", true},
    {"watcher contains ROL", true},
    {"watcher ~ /^c.*l$/", true},
    {"carol", false}, // a search without a field would find all that she received
    {"epoch:abcd", true},
    {"state:live", false},
    {"number:42", true},
    {"number:1..41", false},
    {"offset:1200..1300", true},
    {"offset:1251..", false},
    {"offset:..1250", true},
    {"offset > 5", true},
    {"offset >= 1250 offset <= 1250", true},
    {"offset != 1250", false},
    {"offset < 18446744073709551615", true},
    {"size > 100", true},
    {"size > 1k", false},
    {"size < 1M", true},
    {"code > 0", false},
    {"code != 5", false},
    {"time > 12:30:05", true},
    {"time > 12:30:06", false},
    {"time:12:30", true},
    {"time = 12:30:05.2", true},
    {"time = 12:30:05.3", false},
    {"time:12:00..13:00", true},
    {"time:2026-11-24", true},
    {"time:2026-11-24T12:30:05.25", true},
    {"time < 2026-11-24", false},
    {"time:23:00..13:00", true},
    {"time:23:00..12:00", false},
    {"time != 23:00..13:00", false},
    {"time = 2026-11-24T12:30:05.2Z", true},
    {"time = 2026-11-24T18:00:05.2+05:30", true},
    {"time = 2026-11-24T05:00:05.2-0730", true},
    {"time = 2026-11-24T12:30:05.2+01:00", false},
    {"time:2026-11-24T12:00:00Z..2026-11-24T14:00:00+01:00", true},
    {"time = \"2026-11-24 12:30\"", true},
    {"data.type == \"chat\"", true},
    {"data.type = chat", true},
    {"data.type = Chat", false},
    {"data.type != chat", false},
    {"data.type > \"abc\"", true},
    {"data.type : \"HA\"", true},
    {"data.type ~ /^ch/", true},
    {"data.price > 100", true},
    {"data.price = 120.5", true},
    {"data.price = 1205e-1", true},
    {"data.price > \"100\"", false},
    {"data.price : 20.5", true},
    {"data.items[2].id = 7", true},
    {"data.items[1].id = 7", false},
    {"data.items[*].id = 7", true},
    {"data.items[3]", false},
    {"data.items[2]", true},
    {"data.items.id", false},
    {"data.big = 12345678901234567890", true},
    {"data.big = 12345678901234567891", false},
    {"data.big < 12345678901234567891", true},
    {"data.ok = true", true},
    {"data.ok = \"true\"", false},
    {"data.no = null", true},
    {"data.no", true},
    {"data.missing", false},
    {"data.missing != 5", false},
    {"not data.missing = 5", true},
    {"data.\"odd key\" = 1", true},
    {"data.\"a.b\".c = -5", true},
    {"data.twice = 1 data.twice = 2", true},
    {"data.escape:chat", true},
    {"data.escape = \"chat / \\n\"", true},
    {"data.text ~ /größe/i", true},
    {"data : chat", true},
    {"data = 5", false},
    {"tag.room = 7", true},
    {"tag.room = 7.0", true},
    {"tag.room = \"7.0\"", false},
    {"tag.room > 6", true},
    {"tag.room != 8", true},
    {"tag.none != 8", false},
    {"tag.rm-id", true},
    {"info.conn_info.name = Al", true},
    {"info.user : LIC", true},
};

/** As Wireshark, JavaScript and SQL write it. */
constexpr Row ForeignRows[] = {
    {"tennis || chat", true},
    {"tennis||chat", true},
    {"tennis || football", false},
    {"chat && sport", true},
    {"chat&&tennis", false},
    {"data.type==chat&&data.p", true},
    {"data.type==chat||data.none", true},
    {"tennis && x || chat", true},
    {"data.items[0].id == 5 || data.items[0].id == 6", true},
    {"!tennis", true},
    {"! tennis", true},
    {"!!tennis", false},
    {"chat !sport", false},
    {"!data.missing", true},
    {"!data.type", false},
    {"!data.type == \"tick\"", true},
    {"!(tennis or chat)", false},
    {"!\"two words\"", true},
    {"data.type = 'chat'", true},
    {"data.type='chat'", true},
    {"'news:sport'", true},
    {"data.'odd key' = 1", true},
    {"data.quote = 'it\\'s a \"b\"'", true},
    {"data.quote = 'it''s a \"b\"'", true},
    {"data.quote = \"it\\'s a \\\"b\\\"\"", true},
    {"data.type = ''", false},
    {"it's", true},
    {"data[\"odd key\"] = 1", true},
    {"data['items'][0]['id'] = 5", true},
    {"data.items[0]['id'] != 5", false},
    {"data.type === 'chat'", true},
    {"data.type !== 'chat'", false},
    {"data.type <> 'chat'", false},
    {"data.type <> 'tick'", true},
    {"data.type =~ /^ch/", true},
    {"data.type matches /^ch/", true},
    {"data.type contains HA", true},
    {"data.type contains 'x'", false},
    {"data contains 'odd key'", true},
    {"channel contains WS:", true},
    {"channel contains tennis", false},
    {"user contains LIC", true},
    {"tag.room contains 7", true},
    {"epoch contains bc", true},
    {"data.type CONTAINS chat and data.p", true},
    {"size gt 100", true},
    {"size lt 100", false},
    {"offset ge 1250 && offset le 1250", true},
    {"data.price eq 120.5", true},
    {"data.price ne 120.5", false},
    {"data.items[0].id in (1,2)", false},
    {"data.items[0].id in (4, 5)", true},
    {"data.items[0].id in {4 5}", true},
    {"data.items[0].id in [4,5]", true},
    {"data.items[0].id IN (5)", true},
    {"data.type in ('tick', 'chat')", true},
    {"data.type in (tick,\"chat\") && data.none", false},
    {"not data.type in (tick, chat)", false},
    {"channel in (news:sport, chat)", true},
    {"user in (alice,bob)", true},
    {"kind in (join, publication)", true},
    {"kind in (join, leave)", false},
    {"offset in (7, 1200..1300)", true},
    {"time in (12:30, 13:30)", true},
    {"data.ok in (true, false)", true},
    {"data.items[*].id in (1,2,3,4,7.0)", true},
    {"data.items[*].id in (1,2,3,4,8)", false},
    {"data.big in (1,2,3,4,12345678901234567891)", false},
    {"data.type in (a,b,c,d,chat)", true},
    {"data.type in (a,b,c,d,Chat)", false},
    {"data.no in (1,2,3,4,NULL)", true},
    {"data.ok in (1,2,3,false,\"true\")", false},
    {"data.p in (1,2,3,4,10.5)", false},
    {"data.p in (1,2,3,4,\"10.5\")", true},
    {"data in (1,2,3,4,5)", false},
    {"tag.room in (1,2,3,4,7.0)", true},
    {"tag.room in (1,2,3,4,\"7.0\")", false},
    {"tag.room in (1,2,3,4,\"7\")", true},
    {"user in (1,2,3,4,alice)", true},
    {"not user in (1,2,3,4,al)", true},
    {"\"contains\"", false},
    {"data.p > 9.8", true},
    {"data.p > 10.6", false},
    {"data.p >= 10.50", true},
    {"data.p < 100", true},
    {"data.p > \"9.8\"", true},
    {"data.p < \"9.8\"", false},
    {"data.p <= 1.05e1", true},
    {"data.q > 9.8", true},
    {"data.q > 11", false},
    {"data.p = 10.5", false},
    {"data.p != 10.5", true},
    {"data.p = \"10.5\"", true},
    {"data.p = \"10.50\"", false},
    {"data.p in (10.5)", false},
    {"data.word > 9.8", false},
    {"data.word > \"9.8\"", true},
    {"data.path = /api/v1", false}, // a text
    {"data.no = NULL", true},
    {"data.no != Null", false},
    {"data.ok = TRUE", true},
    {"data.ok in (False, True)", true},
    {"data.ok = \"TRUE\"", false},
    {"data.type = none", false}, // words are text
    {"data.type : [x", false},
    {"data.items.\"length\" = 3", false},
    {"data.\"0\"", false},
    {"data.type (chat or tennis)", true},
    {"data.type -tennis", true},
    {"data.type = tennis or (\"chat\")", true},
    {"chat contains", false}, // the word, which is not there
    {"data.price > 100 size > 1 \"k\"", true},
};

} // namespace

void TestFilter::initTestCase()
{
    qputenv("TZ", "UTC");
    tzset();
}

void TestFilter::conditions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");
    for (const std::span<const Row> rows : {std::span<const Row>(Rows), {ForeignRows}}) {
        for (const Row &row : rows) {
            QTest::newRow(row.text) << QByteArray(row.text) << row.isMatch;
        }
    }
}

void TestFilter::conditions()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isMatch);
    const Filter::Compiled compiled = Filter::compile(text.toStdString());
    QVERIFY2(!compiled.fault, compiled.fault ? compiled.fault->message.c_str() : "");
    QCOMPARE(matches(text.toStdString(), sampleRow()), isMatch);
}

void TestFilter::emptyLetsEverythingThrough()
{
    QVERIFY(Filter::compile("").filter.isEmpty());
    QVERIFY(Filter::compile(" \t").filter.isEmpty());
    QVERIFY(matches("  ", Entry()));
}

void TestFilter::bothLetThroughWhatEachDoes()
{
    const Filter news = Filter::compile("channel:news:* or channel:chat").filter;
    const Filter cheap = Filter::compile("data.price < 200").filter;
    Entry entry = sampleRow();
    QVERIFY(FilterRun(Filter::both(news, cheap)).matches(entry));
    entry.channel = "odd";
    QVERIFY(!FilterRun(Filter::both(news, cheap)).matches(entry));
    QVERIFY(FilterRun(Filter::both(Filter(), cheap)).matches(entry));
    QVERIFY(!FilterRun(Filter::both(news, Filter())).matches(entry));
    QVERIFY(Filter::both(Filter(), Filter()).isEmpty());
    const Filter text = Filter::compile("abc").filter;
    QVERIFY(Filter::both(text, cheap).requiredText().kind != RequiredText::Kind::Nothing);
}

void TestFilter::copiesWorkApart()
{
    FilterRun first(Filter::compile("data.type = chat /ch.t/").filter);
    FilterRun second = std::move(first);
    first = FilterRun(Filter());
    QVERIFY(first.matches(Entry()));
    QVERIFY(!second.matches(Entry()));
    QVERIFY(second.matches(sampleRow()));
}

void TestFilter::latency_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");
    QTest::newRow("more") << QByteArray("latency > 20ms") << true;
    QTest::newRow("microseconds") << QByteArray("latency > 20499us") << true;
    QTest::newRow("not more") << QByteArray("latency > 20.6ms") << false;
    QTest::newRow("less") << QByteArray("latency < 0.03s") << true;
    QTest::newRow("range") << QByteArray("latency:20ms..21ms") << true;
    QTest::newRow("negative") << QByteArray("latency < -1ms") << false;
}

void TestFilter::latency()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isMatch);
    const std::string tags = R"({"rm-id":")" + timedUuid(Noon - 20500us, 7) + "\"}";
    Entry entry = sampleRow();
    entry.tags = tags;
    QCOMPARE(matches(text.toStdString(), entry), isMatch);
}

void TestFilter::othersHaveNoLatency_data()
{
    QTest::addColumn<QByteArray>("tags");
    QTest::addColumn<int>("flags");
    const QByteArray own = R"({"rm-id":"01932f0e-0c00-7800-8000-000000000000"})";
    QTest::newRow("fetched") << own << int(Fetched);
    QTest::newRow("backlog") << own << int(Backlog);
    QTest::newRow("no tags") << QByteArray() << 0;
    QTest::newRow("other version")
        << QByteArray(R"({"rm-id":"01932f0e-0c00-4800-8000-000000000000"})") << 0;
    QTest::newRow("cut off") << QByteArray(R"({"rm-id":"01932f0e)") << 0;
}

void TestFilter::othersHaveNoLatency()
{
    QFETCH(QByteArray, tags);
    QFETCH(int, flags);
    Entry entry = sampleRow();
    entry.tags = {tags.constData(), std::size_t(tags.size())};
    entry.flags = std::uint8_t(flags);
    QVERIFY(!matches("latency > 0s", entry));
    QVERIFY(!matches("latency <= 0s", entry));
    QVERIFY(!matches("latency != 0s", entry));
}

void TestFilter::countsAreNoCodes()
{
    Entry entry = sampleRow();
    entry.packedCode = 3005;
    entry.kind = EntryKind::Error;
    QVERIFY(matches("code:3005", entry));
    for (const EntryKind kind : {EntryKind::Loss, EntryKind::Trim, EntryKind::Gap}) {
        entry.kind = kind;
        QVERIFY(!matches("code:3005", entry));
    }
}

void TestFilter::tellsTheKindsOfGapsApart()
{
    const std::pair<EntryKind, std::vector<const char *>> kinds[] = {
        {EntryKind::Gap, {"kind:gap"}},
        {EntryKind::PossibleGap, {"kind:\"possible gap\"", "kind:possible_gap"}},
        {EntryKind::NoGap, {"kind:\"no gap\"", "kind:no_gap"}}};
    Entry entry = sampleRow();
    for (const auto &[kind, own] : kinds) {
        entry.kind = kind;
        for (const auto &[other, filters] : kinds) {
            for (const char *filter : filters) {
                QCOMPARE(matches(filter, entry), kind == other);
            }
        }
    }
}

void TestFilter::expressionsHaveFlags_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char *text, bool isMatch) {
        QTest::newRow(text) << QByteArray(text) << isMatch;
    };
    row("data.lines ~ /^two$/", false);
    row("data.lines ~ /^two$/m", true);
    row("data.lines ~ /one.two/", false);
    row("data.lines ~ /one.two/s", true);
    row("data.lines ~ /ONE/", false);
    row("data.lines ~ /ONE/i", true);
    row("data.lines ~ /^TWO.three$/ims", true);
}

void TestFilter::expressionsHaveFlags()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isMatch);
    Entry entry = sampleRow();
    entry.payload = R"({"lines":"one\ntwo\nthree"})";
    QCOMPARE(matches(text.toStdString(), entry), isMatch);
}

REALTIME_TEST(TestFilter, QCoreApplication)
#include "tst_filter.moc"
