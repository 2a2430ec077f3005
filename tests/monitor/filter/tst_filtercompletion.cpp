// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/filtercompletion.h"
#include "support/testprogram.h"

#include <QTest>

class TestFilterCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offers_data();
    void offers();
    void offersNothing_data();
    void offersNothing();
    void looksBeforeTheCursorOnly();
    void everyPrefixIsSafe();
    void isBounded();
    void leavesLongNamesOut();
    void clears();
};

namespace {

SeenNames sampleNames()
{
    SeenNames seen;
    Entry entry;
    entry.channel = "news:sport";
    entry.payload = R"({"type":"chat","user":{"name":"x","deep":{"er":1}},"odd key":1})";
    entry.tags = R"({"room":"7"})";
    entry.info = R"({"user":"alice","client":"c"})";
    entry.watcher = "carol";
    seen.see(entry);
    entry.watcher = "dave";
    entry.channel = "odd \"channel\"";
    entry.info = R"({"user":"\u0062ob","client":"c"})";
    seen.see(entry);
    return seen;
}

bool offersAt(const std::string &text, std::size_t cursor, std::size_t offset,
              const std::string &candidate)
{
    const SeenNames seen = sampleNames();
    const FilterCompletion found = completeFilter(text, cursor, seen);
    return found.offset == offset
        && std::find(found.candidates.begin(), found.candidates.end(), candidate)
        != found.candidates.end();
}

} // namespace

void TestFilterCompletion::offers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("candidate");
    const auto row = [](const char *text, int offset, const char *candidate) {
        QTest::addRow("%s -> %s", text, candidate)
            << QByteArray(text) << offset << QByteArray(candidate);
    };
    row("", 0, "channel:");
    row("ch", 0, "channel:");
    row("x and si", 6, "size > ");
    row("(la", 1, "latency > ");
    row("-k", 1, "kind:");
    row("x o", 2, "or ");
    row("kind:", 5, "publication");
    row("kind: re", 6, "recovered");
    row("kind:\"not", 5, "\"not decodable\"");
    row("state:l", 6, "live");
    row("channel:", 8, "news:sport");
    row("channel:\"o", 8, "\"odd \\\"channel\\\"\"");
    row("channel != ", 11, "news:sport");
    row("user:a", 5, "alice");
    row("user:", 5, "bob");
    row("wa", 0, "watcher:");
    row("watcher:", 8, "carol");
    row("watcher = d", 10, "dave");
    row("watcher ", 8, "in (");
    row("watcher ", 8, "~ /");
    row("data.", 0, "data.type");
    row("data.ty", 0, "data.type");
    row("data.user.", 0, "data.user.name");
    row("data.\"o", 0, "data.\"odd key\"");
    row("tag.", 0, "tag.room");
    row("info.u", 0, "info.user");
    row("channel ", 8, "~ /");
    row("size ", 5, ">= ");
    row("channel ", 8, "contains ");
    row("kind ", 5, "in (");
    row("data.type ", 10, "= ");
}

void TestFilterCompletion::offers()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    QFETCH(QByteArray, candidate);
    QVERIFY(offersAt(text.toStdString(), std::size_t(text.size()), std::size_t(offset),
                     candidate.toStdString()));
}

void TestFilterCompletion::offersNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"\"chan", "/chan", "channel ~ /ne", "size > ", "unknown:x", "zzz"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestFilterCompletion::offersNothing()
{
    QFETCH(QByteArray, text);
    const FilterCompletion found =
        completeFilter(text.toStdString(), std::size_t(text.size()), sampleNames());
    QVERIFY(found.candidates.empty());
}

void TestFilterCompletion::looksBeforeTheCursorOnly()
{
    QVERIFY(offersAt("ch and size > 5", 2, 0, "channel:"));
    QVERIFY(offersAt("kind:", 99, 5, "gap"));
}

void TestFilterCompletion::everyPrefixIsSafe()
{
    const SeenNames seen = sampleNames();
    const std::string text = "not (channel:\"a\\\"b\" or /x\\/y/i) -data.\"k\"[2].x[*] >= 5 ] [ . "
                             "= ! != data.[ tag: ~ info..x \"";
    for (std::size_t cursor = 0; cursor <= text.size(); ++cursor) {
        QVERIFY(completeFilter(text, cursor, seen).offset <= cursor);
    }
}

void TestFilterCompletion::isBounded()
{
    SeenNames seen;
    for (int i = 0; i < 5000; ++i) {
        const std::string name = "channel" + std::to_string(i);
        const std::string json = "{\"" + name + "\":{\"" + name + "\":1}}";
        Entry entry;
        entry.channel = name;
        entry.payload = json;
        seen.see(entry);
    }
    QCOMPARE(seen.channels().size(), SeenNames::Most);
    QVERIFY(seen.paths().size() <= SeenNames::Most);
    QCOMPARE(completeFilter("channel:", 8, seen).candidates.size(), FilterCompletion::Most);
}

void TestFilterCompletion::leavesLongNamesOut()
{
    SeenNames seen;
    const std::string name(SeenNames::LongestName + 1, 'x');
    const std::string info = "{\"user\":\"" + name + "\"}";
    Entry entry;
    entry.channel = name;
    entry.info = info;
    entry.watcher = name;
    entry.payload = "{broken";
    seen.see(entry);
    QVERIFY(seen.channels().empty());
    QVERIFY(seen.users().empty());
    QVERIFY(seen.watchers().empty());
}

void TestFilterCompletion::clears()
{
    SeenNames seen = sampleNames();
    seen.clear();
    QVERIFY(seen.channels().empty() && seen.users().empty() && seen.paths().empty()
            && seen.watchers().empty());
}

REALTIME_TEST(TestFilterCompletion, QCoreApplication)
#include "tst_filtercompletion.moc"
