// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journal.h"

#include "spillsamples.h"
#include "support/testprogram.h"

#include <QDir>
#include <QTest>

#include <atomic>

#include <sys/stat.h>
#include <unistd.h>

class TestJournalSpill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOnDiskWhatMemoryCannotHold();
    void leavesNoFileAndNoName();
    void snapshotsReadFromTheFileToo();
    void snapshotsOutliveTrimClearAndJournal();
    void keepsTheDiskLimit();
    void keepsALimitForSnapshotsToo();
    void staysInMemoryWithoutAFolder();
};

void TestJournalSpill::keepsOnDiskWhatMemoryCannotHold()
{
    const Folder folder;
    Journal journal(smallLimits(), folder.spill());
    for (std::uint64_t number = 1; number <= 20'000; ++number) {
        appendNumbered(journal, number, 1);
        QVERIFY(journal.memoryBytes() <= Budget + Budget / 4 + 1000);
    }
    QCOMPARE(journal.size(), 20'000u);
    QCOMPARE(journal.counters().trimmed, 0u);
    QVERIFY(journal.diskBytes() > 5 * Budget);
    QTRY_VERIFY(isWell(journal));
    QVERIFY(isAllRight(journal));
}

void TestJournalSpill::leavesNoFileAndNoName()
{
    const Folder folder;
    JournalSpill spill = folder.spill();
    std::atomic<int> writes = 0;
    std::atomic<unsigned> modes = 0;
    std::atomic<nlink_t> links = 0;
    spill.write = [&](int file, const void *bytes, std::size_t size, off_t from) {
        struct stat status = {};
        ::fstat(file, &status);
        modes |= status.st_mode & 0777u;
        links += status.st_nlink;
        ++writes;
        return ::pwrite(file, bytes, size, from);
    };
    {
        Journal journal(smallLimits(), spill);
        appendNumbered(journal, 1, 10'000);
        QVERIFY(journal.diskBytes() > 0);
        QCOMPARE(
            QDir(folder.folder.path())
                .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::Hidden | QDir::System),
            QStringList());
    }
    QVERIFY(writes > 0);
    QCOMPARE(modes.load(), 0600u);
    QCOMPARE(links.load(), nlink_t(0));
}

void TestJournalSpill::snapshotsReadFromTheFileToo()
{
    const Folder folder;
    Journal journal(smallLimits(), folder.spill());
    appendNumbered(journal, 1, 1000);
    const auto snapshot = journal.snapshot();
    const std::weak_ptr<const JournalSegment> first = snapshot->segmentContaining(1);
    QVERIFY(!first.lock()->isMapped());
    appendNumbered(journal, 1001, 19'000);
    QTRY_VERIFY(first.expired()); // its memory is free although the snapshot is held
    QVERIFY(snapshot->segmentContaining(1)->isMapped());
    QCOMPARE(snapshot->endNumber(), 1001u);
    for (const auto &run : segmentsOf(*snapshot)) {
        for (std::size_t i = 0; i < run->size(); ++i) {
            const std::uint64_t number = run->firstNumber() + i;
            QCOMPARE(run->at(i), numberedRow(numbered(number), number));
        }
    }
}

void TestJournalSpill::snapshotsOutliveTrimClearAndJournal()
{
    const Folder folder;
    std::shared_ptr<const EntrySnapshot> snapshot;
    {
        JournalLimits limits = smallLimits();
        limits.entries = 6000;
        Journal journal(limits, folder.spill());
        appendNumbered(journal, 1, 5000);
        snapshot = journal.snapshot();
        appendNumbered(journal, 5001, 10'000);
        QVERIFY(journal.firstNumber() > 5000);
        journal.clear();
        appendNumbered(journal, 1, 3000);
    }
    QCOMPARE(snapshot->endNumber(), 5001u);
    for (const auto &run : segmentsOf(*snapshot)) {
        for (std::size_t i = 0; i < run->size(); ++i) {
            const std::uint64_t number = run->firstNumber() + i;
            QCOMPARE(run->at(i), numberedRow(numbered(number), number));
        }
    }
}

void TestJournalSpill::keepsTheDiskLimit()
{
    const Folder folder;
    JournalSpill spill = folder.spill();
    spill.bytes = 400'000;
    Journal journal(smallLimits(), spill);
    for (std::uint64_t number = 1; number <= 30'000; ++number) {
        appendNumbered(journal, number, 1);
        QVERIFY(journal.diskBytes() <= spill.bytes);
        QVERIFY(addsUp(journal));
    }
    QVERIFY(journal.counters().trimmed > 20'000);
    QVERIFY(journal.size() > 3500);
    QCOMPARE(journal.counters().publications, 30'000u);
    QTRY_VERIFY(isWell(journal));
    QVERIFY(isAllRight(journal));
    std::uint64_t said = 0;
    for (std::size_t i = 0; i < journal.size(); ++i) {
        const Entry entry = journal.at(i);
        if (entry.kind == EntryKind::Trim) {
            QCOMPARE(entry.trimLimit(), TrimLimit::Disk);
            said += entry.count();
        }
    }
    QVERIFY(said > 0);
}

/** Snapshots keep files that the journal let go: at most as much again. */
void TestJournalSpill::keepsALimitForSnapshotsToo()
{
    const Folder folder;
    FakeDisk disk;
    JournalSpill spill = disk.spill(folder);
    spill.bytes = 400'000;
    std::atomic<std::uint64_t> written = 0;
    spill.write = [&written](int file, const void *bytes, std::size_t size, off_t from) {
        written += size;
        return ::pwrite(file, bytes, size, from);
    };
    Journal journal(smallLimits(), spill);
    std::vector<std::shared_ptr<const EntrySnapshot>> snapshots; // of all there is
    const std::vector<Arrival> batch(50, publication(std::string(500, 'x')));
    while (journal.spillProblem() != SpillProblem::DiskFull && written <= 2 * spill.bytes) {
        journal.append(journal.isFull() ? std::vector<Arrival>() : batch);
        snapshots.push_back(journal.snapshot());
    }
    QCOMPARE(journal.spillProblem(), SpillProblem::DiskFull);
    QVERIFY(written > spill.bytes);
    QVERIFY(written <= 2 * spill.bytes);
    QVERIFY(journal.diskBytes() > 0);
    QVERIFY(addsUp(journal));
    snapshots.clear();
    const std::uint64_t before = written;
    while (written == before) { // the disk is tried again
        disk.now += std::chrono::seconds(1);
        journal.append(batch);
    }
    QVERIFY(addsUp(journal));
}

void TestJournalSpill::staysInMemoryWithoutAFolder()
{
    Journal journal(smallLimits());
    appendNumbered(journal, 1, 10'000);
    QCOMPARE(journal.diskBytes(), 0u);
    QVERIFY(journal.counters().trimmed > 0);
    QCOMPARE(journal.spillProblem(), SpillProblem::None);
    QVERIFY(isAllRight(journal));
}

REALTIME_TEST(TestJournalSpill, QCoreApplication)
#include "tst_journalspill.moc"
