// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "spillsamples.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

/** Appends publications with these payloads. */
void append(Journal &journal, const std::vector<std::string> &payloads)
{
    std::vector<Arrival> batch;
    for (const std::string &payload : payloads) {
        batch.push_back(publication(payload));
    }
    journal.append(batch);
}

std::vector<std::string> payloadsOf(const Journal &journal)
{
    std::vector<std::string> payloads;
    for (std::size_t i = 0; i < journal.size(); ++i) {
        const Entry entry = journal.at(i);
        if (entry.number != journal.firstNumber() + i) {
            payloads.push_back("wrong number");
        }
        payloads.emplace_back(entry.payload);
    }
    return payloads;
}

using PayloadList = std::vector<std::string>;

} // namespace

/** What was cleared comes back. */
class TestJournalUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void discardedRowsAreGone();
    void bringsBackWhatWasCleared();
    void putsWhatCameSinceBehind();
    void undoesTheLastClearOnly();
    void hasNothingToUndo();
    void letsGoAfterManyEntries();
    void letsGoWhenTheMemoryIsNeeded();
    void keepsTheLimits();
    void bringsBackWhatIsOnTheDisk();
};

void TestJournalUndo::bringsBackWhatWasCleared()
{
    Journal journal;
    append(journal, {"1", "2", "3"});
    const JournalCounters before = journal.counters();
    journal.clear();
    QCOMPARE(journal.size(), std::size_t(0));
    QCOMPARE(journal.clearedSize(), std::size_t(3));
    QCOMPARE(journal.undoClear(), std::uint64_t(3));
    QCOMPARE(payloadsOf(journal), (PayloadList{"1", "2", "3"}));
    QCOMPARE(journal.counters().appended, before.appended);
    QCOMPARE(journal.counters().publications, before.publications);
    QCOMPARE(journal.counters().publicationBytes, before.publicationBytes);
    QCOMPARE(journal.clearedSize(), std::size_t(0));
}

void TestJournalUndo::putsWhatCameSinceBehind()
{
    Journal journal;
    append(journal, {"1", "2"});
    journal.clear();
    append(journal, {"3"});
    append(journal, {"4"});
    QCOMPARE(payloadsOf(journal), (PayloadList{"3", "4"}));
    QCOMPARE(journal.undoClear(), std::uint64_t(2));
    QCOMPARE(payloadsOf(journal), (PayloadList{"1", "2", "3", "4"}));
    QCOMPARE(journal.counters().appended, std::uint64_t(4));
    append(journal, {"5"});
    QCOMPARE(payloadsOf(journal), (PayloadList{"1", "2", "3", "4", "5"}));
}

void TestJournalUndo::undoesTheLastClearOnly()
{
    Journal journal;
    append(journal, {"1"});
    journal.clear();
    append(journal, {"2"});
    journal.clear();
    journal.undoClear();
    QCOMPARE(payloadsOf(journal), (PayloadList{"2"}));
    QCOMPARE(journal.undoClear(), std::uint64_t(0));
    QCOMPARE(payloadsOf(journal), (PayloadList{"2"}));
}

void TestJournalUndo::hasNothingToUndo()
{
    Journal journal;
    QCOMPARE(journal.undoClear(), std::uint64_t(0));
    journal.clear();
    QCOMPARE(journal.clearedSize(), std::size_t(0));
    QCOMPARE(journal.undoClear(), std::uint64_t(0));
    append(journal, {"1"});
    journal.clear();
    journal.clear(); // of nothing
    journal.undoClear();
    QCOMPARE(payloadsOf(journal), (PayloadList{"1"}));
}

void TestJournalUndo::letsGoAfterManyEntries()
{
    Journal journal;
    append(journal, {"1"});
    journal.clear();
    append(journal, PayloadList(Journal::MostAfterClear, "x"));
    QCOMPARE(journal.clearedSize(), std::size_t(1));
    append(journal, {"x"});
    QCOMPARE(journal.clearedSize(), std::size_t(0));
    QCOMPARE(journal.undoClear(), std::uint64_t(0));
    QCOMPARE(journal.size(), Journal::MostAfterClear + 1);
}

void TestJournalUndo::letsGoWhenTheMemoryIsNeeded()
{
    JournalLimits limits;
    limits.bytes = 100'000;
    Journal journal(limits);
    append(journal, PayloadList(50, std::string(1000, 'a')));
    journal.clear();
    append(journal, PayloadList(20, std::string(1000, 'b')));
    QCOMPARE(journal.clearedSize(), std::size_t(50));
    QVERIFY(journal.memoryBytes() > 50'000); // what was cleared still counts
    append(journal, PayloadList(40, std::string(1000, 'b')));
    QCOMPARE(journal.clearedSize(), std::size_t(0));
    QCOMPARE(journal.size(), std::size_t(60));
    QVERIFY(journal.memoryBytes() <= limits.bytes);
    QVERIFY(journal.memoryBytes() < 80'000); // only what is there
}

void TestJournalUndo::keepsTheLimits()
{
    JournalLimits limits;
    limits.entries = 80;
    Journal journal(limits);
    append(journal, PayloadList(60, "old"));
    journal.clear();
    append(journal, PayloadList(60, "new"));
    journal.undoClear();
    QVERIFY(journal.size() <= limits.entries + 1);
    QCOMPARE(journal.counters().appended, journal.size() + journal.counters().trimmed);
    QCOMPARE(journal.at(journal.size() - 1).kind, EntryKind::Trim);
    QCOMPARE(journal.at(journal.size() - 2).payload, std::string_view("new"));
}

void TestJournalUndo::bringsBackWhatIsOnTheDisk()
{
    const Folder folder;
    Journal journal(smallLimits(), folder.spill());
    for (int i = 0; i < 400; ++i) {
        append(journal, {std::to_string(i) + std::string(1000, ' ')});
        awaitRoom(journal);
    }
    QVERIFY(journal.diskBytes() > 0);
    QCOMPARE(journal.size(), std::size_t(400));
    journal.clear();
    append(journal, {"since"});
    journal.undoClear();
    QCOMPARE(journal.size(), std::size_t(401));
    QVERIFY(journal.at(0).payload.starts_with("0 "));
    QVERIFY(journal.at(399).payload.starts_with("399 "));
    QCOMPARE(journal.at(400).payload, std::string_view("since"));
}

void TestJournalUndo::discardedRowsAreGone()
{
    Journal journal;
    append(journal, {"1"});
    journal.clear();
    append(journal, {"2"});
    journal.discard();
    QCOMPARE(journal.size(), std::size_t(0));
    QCOMPARE(journal.clearedSize(), std::size_t(0));
    QCOMPARE(journal.undoClear(), std::uint64_t(0));
    QCOMPARE(journal.size(), std::size_t(0));
}

REALTIME_TEST(TestJournalUndo, QCoreApplication)
#include "tst_journalundo.moc"
