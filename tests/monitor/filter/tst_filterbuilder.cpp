// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filter.h"
#include "monitor/filter/filterbuilder.h"
#include "support/entrybuilders.h"
#include "support/filters.h"
#include "support/testprogram.h"

#include <QTest>

#include <random>

/** What is built lets through the entry it was built from, whatever a server put there. */
class TestFilterBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesCells_data();
    void writesCells();
    void asksForNothingThatIsNotThere();
    void everyCellFindsItsEntry_data();
    void everyCellFindsItsEntry();
    void hostileStringsComeBack_data();
    void hostileStringsComeBack();
    void randomBytesComeBack();
    void writesValues_data();
    void writesValues();
    void longValuesFindTheirEntry();
    void keysOfEveryKindFindTheirEntry_data();
    void keysOfEveryKindFindTheirEntry();
    void joins_data();
    void joins();
    void joinedOnesMean_data();
    void joinedOnesMean();
};

namespace {

std::string fromBytes(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

Entry builderRow()
{
    Entry entry;
    entry.number = 7;
    entry.channel = "news:sport";
    entry.epoch = "aBcD";
    entry.watcher = "bob";
    entry.offset = 12;
    entry.wall = std::chrono::microseconds(1795523405250123);
    entry.payload = R"({"a":1})";
    entry.info = R"({"user":"al\"ice","client":"c-1"})";
    return entry;
}

constexpr FilterCell Cells[] = {FilterCell::Number,  FilterCell::Time, FilterCell::Channel,
                                FilterCell::Offset,  FilterCell::Kind, FilterCell::Size,
                                FilterCell::Payload, FilterCell::User, FilterCell::Client,
                                FilterCell::Epoch,   FilterCell::Code, FilterCell::State,
                                FilterCell::Watcher};

} // namespace

void TestFilterBuilder::writesCells_data()
{
    QTest::addColumn<int>("cell");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("number") << int(FilterCell::Number) << QByteArray("number:7");
    QTest::newRow("channel") << int(FilterCell::Channel) << QByteArray("channel:news:sport");
    QTest::newRow("watcher") << int(FilterCell::Watcher) << QByteArray("watcher:bob");
    QTest::newRow("offset") << int(FilterCell::Offset) << QByteArray("offset:12");
    QTest::newRow("kind") << int(FilterCell::Kind) << QByteArray("kind:publication");
    QTest::newRow("size") << int(FilterCell::Size) << QByteArray("size:7");
    QTest::newRow("user") << int(FilterCell::User) << QByteArray("user = \"al\\\"ice\"");
    QTest::newRow("client") << int(FilterCell::Client) << QByteArray("client:c-1");
    QTest::newRow("payload") << int(FilterCell::Payload) << QByteArray("\"{\\\"a\\\":1}\"");
}

void TestFilterBuilder::writesCells()
{
    QFETCH(int, cell);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(cellCondition(FilterCell(cell), builderRow())), text);
}

void TestFilterBuilder::asksForNothingThatIsNotThere()
{
    for (const FilterCell cell : Cells) {
        const std::string text = cellCondition(cell, Entry());
        QVERIFY2(text.empty() || matches(text, Entry()), text.c_str());
    }
    QCOMPARE(cellCondition(FilterCell::Channel, Entry()), std::string());
    QCOMPARE(cellCondition(FilterCell::User, Entry()), std::string());
    QCOMPARE(cellCondition(FilterCell::Watcher, Entry()), std::string());
}

void TestFilterBuilder::everyCellFindsItsEntry_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("flags");
    for (int kind = 0; kind <= int(LastEntryKind); ++kind) {
        for (const int flags : {0, int(Recovered), int(Fetched), int(Backlog)}) {
            QTest::addRow("kind %d, flags %d", kind, flags) << kind << flags;
        }
    }
}

void TestFilterBuilder::everyCellFindsItsEntry()
{
    QFETCH(int, kind);
    QFETCH(int, flags);
    Entry entry = builderRow();
    entry.kind = EntryKind(kind);
    entry.flags = std::uint8_t(flags);
    entry.packedCode = 3005;
    entry.packedState = 1;
    for (const FilterCell cell : Cells) {
        const std::string text = cellCondition(cell, entry);
        QVERIFY2(text.empty() || matches(text, entry), text.c_str());
        QVERIFY2(text.empty() || !matches("not " + text, entry), text.c_str());
    }
}

void TestFilterBuilder::hostileStringsComeBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray rows[] = {"*",
                               "a?b*",
                               "\"",
                               "\\",
                               "\\\"",
                               " or ",
                               "and",
                               "or",
                               "a b",
                               "x) or (y",
                               "-x",
                               "/x/",
                               ":x",
                               ">=5",
                               "1..2",
                               "true",
                               "12",
                               QByteArray("a\0b", 3),
                               "line\nbreak\r\t",
                               "\xE2\x80\xAE"
                               "evil",
                               "\xEF\xBB\xBF",
                               "\xFF\xFE",
                               "\xC3",
                               "\xED\xA0\x80",
                               "\xF0\x9F\x98\x80",
                               "Gr\xC3\xB6\xC3\x9F"
                               "e",
                               QByteArray(700, 'x'),
                               QByteArray("\x7F\x01\x1B[31m")};
    for (const QByteArray &row : rows) {
        QTest::newRow(row.left(20).toPercentEncoding().constData()) << row;
    }
}

void TestFilterBuilder::hostileStringsComeBack()
{
    QFETCH(QByteArray, bytes);
    const std::string hostile = fromBytes(bytes);
    Entry entry = builderRow();
    entry.channel = hostile;
    entry.payload = hostile;
    entry.epoch = hostile;
    entry.watcher = hostile;
    Entry other = entry;
    const std::string otherName = hostile + 'x';
    other.channel = otherName;
    for (const FilterCell cell :
         {FilterCell::Channel, FilterCell::Payload, FilterCell::Epoch, FilterCell::Watcher}) {
        const std::string text = cellCondition(cell, entry);
        QVERIFY2(!text.empty() && matches(text, entry), text.c_str());
    }
    const std::string text = cellCondition(FilterCell::Channel, entry);
    QVERIFY2(!matches(text, other), text.c_str());
    QVERIFY(matches(joinedFilter("x or y", "not " + text, FilterJoin::Or), other));
}

void TestFilterBuilder::randomBytesComeBack()
{
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(random() % 40 + 1, '\0');
        for (char &byte : bytes) {
            byte = static_cast<char>(round % 2 == 0 ? random()
                                                    : " \"\\*?/():=<>~!-.oranx"[random() % 22]);
        }
        Entry entry = builderRow();
        entry.channel = bytes;
        entry.payload = bytes;
        QVERIFY(matches(cellCondition(FilterCell::Channel, entry), entry));
        QVERIFY(matches(cellCondition(FilterCell::Payload, entry), entry));
    }
}

void TestFilterBuilder::writesValues_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("string") << QByteArray("type") << QByteArray("\"chat\"")
                            << QByteArray("data.type = \"chat\"");
    QTest::newRow("number") << QByteArray("n") << QByteArray("12345678901234567890")
                            << QByteArray("data.n = 12345678901234567890");
    QTest::newRow("as written") << QByteArray("n") << QByteArray("1e400")
                                << QByteArray("data.n = 1e400");
    QTest::newRow("true") << QByteArray("b") << QByteArray("true") << QByteArray("data.b = true");
    QTest::newRow("null") << QByteArray("b") << QByteArray(" null ") << QByteArray("data.b = null");
    QTest::newRow("object") << QByteArray("o") << QByteArray("{\"a\":1}") << QByteArray("data.o");
    QTest::newRow("odd key") << QByteArray("a.b c") << QByteArray("1")
                             << QByteArray("data.\"a.b c\" = 1");
    QTest::newRow("empty key") << QByteArray("") << QByteArray("1") << QByteArray("data.\"\" = 1");
    QTest::newRow("lone surrogate") << QByteArray("s") << QByteArray("\"\\ud800\"")
                                    << QByteArray("data.s = \"\\xed\\xa0\\x80\"");
    QTest::newRow("broken") << QByteArray("s") << QByteArray("\"x") << QByteArray();
}

void TestFilterBuilder::writesValues()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, text);
    const JsonPath path = {{JsonStep::Kind::Member, fromBytes(key), 0}};
    const std::string json = fromBytes(value);
    const std::string written = valueCondition(FilterField::Data, path, json);
    QCOMPARE(QByteArray::fromStdString(written), text);
    const std::string payload = fromBytes("{\"" + key + "\":" + value + "}");
    const Entry entry = publicationRow(payload);
    QVERIFY(text.isEmpty() || matches(written, entry));
}

void TestFilterBuilder::longValuesFindTheirEntry()
{
    std::string value = "\"";
    for (int i = 0; i < 3000; ++i) {
        value += "\xC3\xB6";
    }
    value += '"';
    const std::string payload = "[{\"x\":" + value + "}]";
    const Entry entry = publicationRow(payload);
    const JsonPath path = {{JsonStep::Kind::Element, {}, 0}, {JsonStep::Kind::Member, "x", 0}};
    const std::string text = valueCondition(FilterField::Data, path, value);
    QVERIFY(text.starts_with("data[0].x:\""));
    QVERIFY(matches(text, entry));
    QVERIFY(matches(cellCondition(FilterCell::Payload, entry), entry));
}

void TestFilterBuilder::keysOfEveryKindFindTheirEntry_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const char *key :
         {"length", "0", "12", "a+1", "a%2", "a?", "a\u22655", "undefined", "in", "is", "x-y"}) {
        QTest::newRow(key) << QByteArray(key);
    }
}

/** Below another key, where some look like parts of other languages. */
void TestFilterBuilder::keysOfEveryKindFindTheirEntry()
{
    QFETCH(QByteArray, key);
    const std::string payload = fromBytes("{\"a\":{\"" + key + "\":{\"b\":1}}}");
    const Entry entry = publicationRow(payload);
    JsonPath path = {{JsonStep::Kind::Member, "a", 0}, {JsonStep::Kind::Member, fromBytes(key), 0}};
    QVERIFY(matches(valueCondition(FilterField::Data, path, "{}"), entry));
    path.push_back({JsonStep::Kind::Member, "b", 0});
    QVERIFY(matches(valueCondition(FilterField::Data, path, "1"), entry));
}

void TestFilterBuilder::joins_data()
{
    QTest::addColumn<QByteArray>("existing");
    QTest::addColumn<int>("join");
    QTest::addColumn<QByteArray>("joined");
    const auto row = [](const char *name, const char *existing, FilterJoin join,
                        const char *joined) {
        QTest::newRow(name) << QByteArray(existing) << int(join) << QByteArray(joined);
    };
    row("only", "a or b", FilterJoin::Only, "kind:join");
    row("not", "a", FilterJoin::Not, "a not kind:join");
    row("not alone", "", FilterJoin::Not, "not kind:join");
    row("and", "a b", FilterJoin::And, "a b kind:join");
    row("and with alternatives", "a or b", FilterJoin::And, "(a or b) kind:join");
    row("and with brackets", "(a or b)", FilterJoin::And, "(a or b) kind:join");
    row("and with a quoted or", "\"a or b\"", FilterJoin::And, "\"a or b\" kind:join");
    row("or", "a b", FilterJoin::Or, "a b or kind:join");
    row("or alone", " ", FilterJoin::Or, "kind:join");
    row("or with a text", "data.a = 1", FilterJoin::Or, "data.a = 1 or kind:join");
    row("and with a word that would be an operator", "x contains", FilterJoin::And,
        "(x contains) kind:join");
    row("a fault is dropped", "a (", FilterJoin::And, "kind:join");
}

void TestFilterBuilder::joins()
{
    QFETCH(QByteArray, existing);
    QFETCH(int, join);
    QFETCH(QByteArray, joined);
    QCOMPARE(QByteArray::fromStdString(
                 joinedFilter(existing.toStdString(), "kind:join", FilterJoin(join))),
             joined);
}

void TestFilterBuilder::joinedOnesMean_data()
{
    QTest::addColumn<QByteArray>("existing");
    for (const char *text :
         {"sport", "x", "x or sport", "sport or x", "(x or y) or z", "not x", "x or (sport)",
          "\"or\" or sport", "x OR y", "data.a = 2", "x contains", "news like"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestFilterBuilder::joinedOnesMean()
{
    QFETCH(QByteArray, existing);
    const std::string before = existing.toStdString();
    const Entry entry = builderRow();
    for (const char *condition : {"kind:publication", "kind:join", "\"a\""}) {
        const bool isBefore = matches(before, entry);
        const bool isNow = matches(condition, entry);
        QCOMPARE(matches(joinedFilter(before, condition, FilterJoin::And), entry),
                 isBefore && isNow);
        QCOMPARE(matches(joinedFilter(before, condition, FilterJoin::Or), entry),
                 isBefore || isNow);
        QCOMPARE(matches(joinedFilter(before, condition, FilterJoin::Not), entry),
                 isBefore && !isNow);
        QCOMPARE(matches(joinedFilter(before, condition, FilterJoin::Only), entry), isNow);
    }
}

REALTIME_TEST(TestFilterBuilder, QCoreApplication)
#include "tst_filterbuilder.moc"
