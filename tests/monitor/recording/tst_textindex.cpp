// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "indexfixture.h"
#include "monitor/entry/entry.h"
#include "monitor/filter/casefolding.h"
#include "monitor/filter/matchscan.h"
#include "monitor/filter/textsearch.h"
#include "support/entrybuilders.h"
#include "support/filters.h"
#include "support/testprogram.h"
#include "text/utf8.h"

#include <QDir>

#include <csignal>

#include <sys/resource.h>

/** The text index of a recording: what it leaves out, that it never leaves out too much, and what
 * becomes of it when something goes wrong. */
class TestTextIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldsAsTheSearchDoes();
    void leavesOutWhatCannotMatch_data();
    void leavesOutWhatCannotMatch();
    void findsOddText_data();
    void findsOddText();
    void looksIntoLargeEntries();
    void servesAScan();
    void survivesDeepFilters();
    void aQueryThatFailsLeavesNothingOut();
    void searchesInThreads();
    void keepsNoFile();
    void canBeCancelled();
    void tellsWhatIsWrong();
    void tellsThatTheFileCannotGrow();
};

namespace {

constexpr std::uint64_t Count = 5000;
constexpr std::uint64_t Special = 1234;

Arrival plainEntry(std::uint64_t number)
{
    return publication("{\"n\":" + std::to_string(number) + '}');
}

/** One of the entries is another. */
auto withSpecial(const Arrival &special)
{
    return [special](std::uint64_t number) {
        return number == Special ? special : plainEntry(number);
    };
}

} // namespace

void TestTextIndex::foldsAsTheSearchDoes()
{
    std::vector<char32_t> characters{0x17F, 0x1E9E, 0x212A, 0x212B, 0xFB01, 0x10400, 0x10428};
    for (char32_t character = 1; character < 0x800; ++character) {
        characters.push_back(character);
    }
    for (const char32_t wanted : characters) {
        std::string needle;
        Text::appendUtf8(needle, wanted);
        const TextSearch search(needle);
        for (const char32_t there : characters) {
            std::string text;
            Text::appendUtf8(text, there);
            const bool isFound = search.isIn(text);
            if (isFound != (folded(wanted) == folded(there))) {
                QFAIL(qPrintable(
                    QStringLiteral("U+%1 and U+%2").arg(wanted, 0, 16).arg(there, 0, 16)));
            }
        }
    }
}

void TestTextIndex::leavesOutWhatCannotMatch_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("isNarrow");
    const auto add = [](const char *filter, bool isNarrow) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << isNarrow;
    };
    add("Needle", true);
    add("\"edle in\"", true);
    add("/ne+dle IN/i", true);
    add("channel:rooms/*", true);
    add("channel = rooms/blue", true);
    add("channel ~ /rooms.b/", true);
    add("data.text = \"the needle in hay\"", true);
    add("data.text:needle", true);
    add("data.text ~ /needle in/", true);
    add("data.text", true);
    add("tag.color = violet", true);
    add("info.chan_info.level > 1", true);
    add("user:ali*", true);
    add("client = \"c-77\"", true);
    add("needle or violet", true);
    add("needle and kind:publication", true);
    add("not news needle", true);
    add("(needle number > 10) or (violet number > 10)", true);
    // Nothing to go by.
    add("ne", false);
    add(R"(-"\"n\":7}")", false);
    add("number = 1234", false);
    add("needle or number = 7", false);
    add("data.text != \"x\" or not news", false);
    add("kind:publication", false);
    add("/[n]eedle|violet/", false);
}

void TestTextIndex::leavesOutWhatCannotMatch()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, isNarrow);
    Arrival special;
    special.channel = "rooms/blue";
    special.payload = R"({"text":"the needle in hay"})";
    special.tags = R"({"color":"violet"})";
    special.info = R"({"user":"alice","client":"c-77","chan_info":{"level":2}})";
    IndexFixture fixture;
    fixture.record(Count, withSpecial(special));
    fixture.useIndex();
    const Filter wanted = compiledFilter(filter.toStdString());
    const Found with = scan(*fixture.indexed, wanted);
    const Found without = scan(*fixture.plain, wanted);
    QVERIFY(!without.numbers.empty());
    QCOMPARE(with.numbers, without.numbers);
    QCOMPARE(without.looked, Count);
    QCOMPARE(with.looked, isNarrow ? TextIndex::BlockEntries : Count);
}

void TestTextIndex::findsOddText_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("filter");
    const auto add = [](const char *name, const QByteArray &payload, const QByteArray &filter) {
        QTest::newRow(name) << payload << filter;
    };
    add("the other case", "Straße ÄÖÜ", "äöü");
    add("a final sigma", "ΟΔΥΣΣΕΥΣ", "οδυσσευς");
    add("the sign of Kelvin is no k", "300 \xE2\x84\xAA and more", "\"300 \xE2\x84\xAA\"");
    add("an expression that ignores case", "300 \xE2\x84\xAA and more", "/300 k AND/i");
    add("a long s", "mi\xC5\xBF\xC5\xBFing", "/missing/i");
    add("signs beyond the first plane", "a😀😁😂b", "😀😁😂");
    add("behind NUL", QByteArray("a\0needle", 8), "needle");
    add("NUL itself", QByteArray("abc\0def", 7), R"("abc\u0000def")");
    add("behind what is not UTF-8", "\xC3(needle\xFF", "needle");
    add("what is not UTF-8", "\xC3(needle\xFF", R"("\xC3(needle\xFF")");
    add("half a character",
        "n\xC3\xA4"
        "dle",
        R"("\xA4dle")");
    add("quotes and backslashes", R"(say "abc\"def")", R"("abc\\\"def\"")");
    add("an escaped value", R"({"text":"\u006eeedle in"})", "data.text = \"needle in\"");
    add("an escaped key", R"({"\u006eeedle":1})", "data.needle = 1");
    add("a lone surrogate", R"({"text":"abc\ud800def"})", R"(data.text = "abc\ud800def")");
    add("an escaped slash", R"({"text":"https:\/\/example"})", "data.text:\"https://example\"");
    add("an escaped quote", R"({"text":"say \"hello\" to"})", R"(data.text:"say \"hello\" to")");
    add("a line end in JSON", R"({"text":"one\ntwo"})", R"(data.text:"one\ntwo")");
}

void TestTextIndex::findsOddText()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, filter);
    const Arrival special = publication(payload.toStdString());
    IndexFixture fixture;
    fixture.record(Count, withSpecial(special));
    fixture.useIndex();
    const Found found = scan(*fixture.indexed, compiledFilter(filter.toStdString()));
    QCOMPARE(found.numbers, std::vector<std::uint64_t>{Special});
    QCOMPARE(found.looked, TextIndex::BlockEntries);
}

void TestTextIndex::looksIntoLargeEntries()
{
    const Arrival special = publication("needle" + std::string(std::size_t(1) << 20, 'x'));
    IndexFixture fixture;
    fixture.record(Count, withSpecial(special));
    fixture.useIndex();
    const Found found = scan(*fixture.indexed, compiledFilter("needle"));
    QCOMPARE(found.numbers, std::vector<std::uint64_t>{Special});
    QCOMPARE(found.looked, TextIndex::BlockEntries);
}

void TestTextIndex::servesAScan()
{
    const Arrival special = publication("needle");
    IndexFixture fixture;
    fixture.record(Count, withSpecial(special));
    fixture.useIndex();
    MatchScan search([] {});
    search.start(fixture.indexed, compiledFilter("needle"));
    std::vector<std::uint64_t> numbers;
    QTRY_VERIFY([&] {
        const MatchScan::Progress progress = search.take();
        numbers.insert(numbers.begin(), progress.numbers.begin(), progress.numbers.end());
        return progress.left == 0;
    }());
    QCOMPARE(numbers, std::vector<std::uint64_t>{Special});
    search.start(fixture.indexed, compiledFilter("nowhere"));
    QTRY_COMPARE(search.take().left, 0u);
}

void TestTextIndex::survivesDeepFilters()
{
    IndexFixture fixture;
    fixture.record(Count, plainEntry);
    fixture.useIndex();
    std::string text = R"("\"n\":77}")";
    for (int depth = 0; depth < 60; ++depth) {
        text = "(" + text + (depth % 2 == 0 ? " or nothing" : " and news")
            + std::to_string(depth % 2) + ")";
    }
    for (const std::string &filter : {text, "(" + text + R"( or "\"n\":78}"))"}) {
        const Filter wanted = compiledFilter(filter);
        QCOMPARE(scan(*fixture.indexed, wanted).numbers, scan(*fixture.plain, wanted).numbers);
    }
}

void TestTextIndex::aQueryThatFailsLeavesNothingOut()
{
    IndexFixture fixture;
    fixture.record(100, plainEntry);
    const TextIndex::Built built = fixture.build();
    QVERIFY2(built.index != nullptr, built.fault.c_str());
    TextIndex::Search search(built.index, "((");
    for (const std::uint64_t block : {3u, 2u, 1u, 0u}) {
        QCOMPARE(search.next(), std::optional(block));
    }
    QCOMPARE(search.next(), std::nullopt);
}

void TestTextIndex::searchesInThreads()
{
    IndexFixture fixture;
    fixture.record(Count, plainEntry);
    fixture.useIndex();
    std::vector<std::vector<std::uint64_t>> found(4);
    std::vector<std::thread> threads;
    for (auto &numbers : found) {
        threads.emplace_back([&numbers, &fixture] {
            for (int i = 0; i < 20; ++i) {
                numbers = scan(*fixture.indexed, compiledFilter(R"("\"n\":77")")).numbers;
            }
        });
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    const Found expected = scan(*fixture.plain, compiledFilter(R"("\"n\":77")"));
    QCOMPARE(expected.numbers.size(), std::size_t(11));
    QCOMPARE(found, std::vector(4, expected.numbers));
}

void TestTextIndex::keepsNoFile()
{
    IndexFixture fixture;
    fixture.record(Count, plainEntry);
    fixture.useIndex();
    QVERIFY(QDir(fixture.cache.path()).isEmpty());
    QCOMPARE(fixture.progress.looked, Count);
}

void TestTextIndex::canBeCancelled()
{
    IndexFixture fixture;
    fixture.record(Count, plainEntry);
    fixture.progress.cancelled = true;
    const TextIndex::Built built = fixture.build();
    QVERIFY(built.index == nullptr);
    QVERIFY(QDir(fixture.cache.path()).isEmpty());
}

void TestTextIndex::tellsWhatIsWrong()
{
    IndexFixture fixture;
    fixture.record(10, plainEntry);
    const TextIndex::Built built = TextIndex::build(*fixture.plain, "/nowhere", fixture.progress);
    QVERIFY(built.index == nullptr);
    QCOMPARE(QString::fromStdString(built.fault),
             QStringLiteral("The text index can't be built: /nowhere: No such file or directory."));
}

void TestTextIndex::tellsThatTheFileCannotGrow()
{
    IndexFixture fixture;
    fixture.record(Count, plainEntry);
    struct rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = before;
    small.rlim_cur = 8192;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const TextIndex::Built built = fixture.build();
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    QVERIFY(built.index == nullptr);
    QCOMPARE(QString::fromStdString(built.fault),
             QStringLiteral("The text index can't be built: disk I/O error."));
    QVERIFY(QDir(fixture.cache.path()).isEmpty());
}

REALTIME_TEST(TestTextIndex, QCoreApplication)
#include "tst_textindex.moc"
