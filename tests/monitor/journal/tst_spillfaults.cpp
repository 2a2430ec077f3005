// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journal.h"

#include "spillsamples.h"
#include "support/testprogram.h"

#include <QTest>

#include <atomic>
#include <mutex>

#include <sys/resource.h>
#include <unistd.h>

using namespace std::chrono_literals;

/** What can go wrong with the disk: the journal goes on, keeps its limits and says what is wrong.
 */
class TestSpillFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesWhatWritesCanDo();
    void trimsInMemoryWhenTheDiskFails_data();
    void trimsInMemoryWhenTheDiskFails();
    void keepsItsHistoryOverAFailedWrite_data();
    void keepsItsHistoryOverAFailedWrite();
    void letsItsHistoryGoWhenTheDiskIsGone();
    void goesOnWithLessWhenTheDiskFillsUp();
    void leavesSpaceFree();
    void survivesALimitOnFiles();
    void waitsForADiskThatHangs();
    void keepsALastLimit();
    void clearTriesAgain();
};

namespace {

/** Appends until more had better wait. */
void fill(Journal &journal)
{
    for (int i = 0; i < 5000 && !journal.isFull(); ++i) {
        const Arrival arrival = numbered(journal.counters().appended + 1);
        journal.append({&arrival, 1});
    }
}

} // namespace

void TestSpillFaults::survivesWhatWritesCanDo()
{
    const Folder folder;
    JournalSpill spill = folder.spill();
    std::atomic<unsigned> turn = 0;
    spill.write = [&turn](int file, const void *bytes, std::size_t size, off_t from) -> ssize_t {
        switch (turn++ % 3) {
        case 0:
            errno = EINTR;
            return -1;
        case 1:
            return ::pwrite(file, bytes, std::min<std::size_t>(size, 1009), from);
        default:
            return ::pwrite(file, bytes, size, from);
        }
    };
    Journal journal(smallLimits(), spill);
    appendNumbered(journal, 1, 20'000);
    QCOMPARE(journal.size(), 20'000u);
    QVERIFY(journal.diskBytes() > 0);
    QVERIFY(isAllRight(journal));
}

void TestSpillFaults::trimsInMemoryWhenTheDiskFails_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<SpillProblem>("problem");
    QTest::addColumn<QByteArray>("below"); // the folder
    const QByteArray itself;
    QTest::newRow("full from the start") << ENOSPC << SpillProblem::DiskFull << itself;
    QTest::newRow("no quota") << EDQUOT << SpillProblem::DiskFull << itself;
    QTest::newRow("broken") << EIO << SpillProblem::Failed << itself;
    QTest::newRow("writes nothing") << -1 << SpillProblem::Failed << itself;
    QTest::newRow("no such folder") << ENOENT << SpillProblem::Failed << QByteArray("/missing");
}

void TestSpillFaults::trimsInMemoryWhenTheDiskFails()
{
    QFETCH(int, error);
    QFETCH(QByteArray, below);
    const Folder folder;
    FakeDisk disk;
    disk.error = error;
    JournalSpill spill = disk.spill(folder);
    spill.folder += below.toStdString();
    Journal journal(smallLimits(), spill);
    appendNumbered(journal, 1, 20'000);
    QTEST(journal.spillProblem(), "problem");
    QCOMPARE(journal.spillError(), error < 0 ? EIO : error);
    QCOMPARE(journal.diskBytes(), 0u);
    QVERIFY(journal.memoryBytes() <= Budget);
    QVERIFY(journal.counters().trimmed > 0);
    QVERIFY(journal.size() > 500);
    QVERIFY(addsUp(journal));
    QVERIFY(isAllRight(journal));
}

void TestSpillFaults::keepsItsHistoryOverAFailedWrite_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("broken") << EIO;
    QTest::newRow("too many files") << EMFILE;
}

void TestSpillFaults::keepsItsHistoryOverAFailedWrite()
{
    QFETCH(int, error);
    const Folder folder;
    FakeDisk disk;
    Journal journal(smallLimits(), disk.spill(folder));
    appendNumbered(journal, 1, 10'000);
    const std::uint64_t kept = journal.diskBytes();
    QVERIFY(kept > 2 * Budget);
    disk.error = error;
    fill(journal);
    QTRY_VERIFY((journal.append({}), journal.spillProblem() == SpillProblem::Failed));
    QCOMPARE(journal.spillError(), error);
    fill(journal); // the last that was written had made room
    QCOMPARE(journal.counters().trimmed, 0u);
    QVERIFY(journal.memoryBytes() <= Budget + Budget / 4 + 1000);
    disk.error = 0;
    journal.append({});
    QVERIFY(journal.isFull()); // not before the pause is over
    disk.now += 1s;
    awaitRoom(journal);
    appendNumbered(journal, journal.size() + 1, 10'000);
    QTRY_VERIFY(isWell(journal));
    QCOMPARE(journal.spillError(), 0);
    QVERIFY(journal.diskBytes() > kept);
    QCOMPARE(journal.counters().trimmed, 0u);
    QVERIFY(isAllRight(journal));
}

void TestSpillFaults::letsItsHistoryGoWhenTheDiskIsGone()
{
    const Folder folder;
    FakeDisk disk;
    Journal journal(smallLimits(), disk.spill(folder));
    appendNumbered(journal, 1, 10'000);
    disk.error = EIO;
    fill(journal);
    while (journal.isFull()) {
        disk.now += 1s;
        journal.append({});
    }
    QVERIFY(journal.counters().trimmed > 5000);
    QCOMPARE(journal.diskBytes(), 0u);
    QVERIFY(journal.memoryBytes() <= Budget);
    appendNumbered(journal, journal.counters().appended + 1, 5000);
    QVERIFY(!journal.isFull());
    QVERIFY(addsUp(journal));
    disk.error = 0;
    disk.now += 30s;
    appendNumbered(journal, journal.counters().appended + 1, 1000);
    QTRY_VERIFY(isWell(journal));
    QVERIFY(journal.diskBytes() > 0);
    QVERIFY(addsUp(journal));
}

/** What is on the disk already is not given up for a disk that is full. */
void TestSpillFaults::goesOnWithLessWhenTheDiskFillsUp()
{
    const Folder folder;
    FakeDisk disk;
    Journal journal(smallLimits(), disk.spill(folder));
    appendNumbered(journal, 1, 10'000);
    disk.error = ENOSPC;
    fill(journal);
    QTRY_VERIFY((journal.append({}), journal.spillProblem() == SpillProblem::DiskFull));
    QCOMPARE(journal.counters().trimmed, 0u);
    const std::uint64_t less = journal.diskBytes();
    disk.error = 0;
    disk.now += 1s;
    for (int i = 0; i < 10'000; ++i) {
        appendNumbered(journal, journal.counters().appended + 1, 1);
        QVERIFY(journal.diskBytes() <= less);
    }
    QCOMPARE(journal.spillProblem(), SpillProblem::DiskFull);
    QCOMPARE(journal.spillError(), ENOSPC);
    QVERIFY(journal.diskBytes() > 100'000);
    QVERIFY(journal.counters().trimmed > 0);
    QVERIFY(addsUp(journal));
    for (int i = 0; i < 2; ++i) { // once there may be room again
        disk.now += 16s;
        appendNumbered(journal, journal.counters().appended + 1, 10'000);
    }
    QTRY_VERIFY(isWell(journal));
    QVERIFY(journal.diskBytes() > less);
    QVERIFY(journal.counters().trimmed < 25'000);
    QVERIFY(addsUp(journal));
}

void TestSpillFaults::leavesSpaceFree()
{
    const Folder folder;
    JournalSpill spill = folder.spill();
    spill.spareBytes = std::uint64_t(1) << 60;
    Journal journal(smallLimits(), spill);
    appendNumbered(journal, 1, 10'000);
    QCOMPARE(journal.spillProblem(), SpillProblem::DiskFull);
    QCOMPARE(journal.diskBytes(), 0u);
    QVERIFY(isAllRight(journal));
}

/** Beyond the limit the system sends a signal that ends a program, to the thread that writes. */
void TestSpillFaults::survivesALimitOnFiles()
{
    struct rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = before;
    small.rlim_cur = 4096;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    {
        const Folder folder;
        Journal journal(smallLimits(), folder.spill());
        appendNumbered(journal, 1, 10'000);
        QCOMPARE(journal.spillProblem(), SpillProblem::Failed);
        QCOMPARE(journal.spillError(), EFBIG);
        QVERIFY(isAllRight(journal));
    }
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
}

void TestSpillFaults::waitsForADiskThatHangs()
{
    const Folder folder;
    FakeDisk disk;
    JournalSpill spill = disk.spill(folder);
    std::mutex hanging;
    spill.write = [&hanging](int file, const void *bytes, std::size_t size, off_t from) {
        const std::lock_guard lock(hanging);
        return ::pwrite(file, bytes, size, from);
    };
    Journal journal(smallLimits(), spill);
    appendNumbered(journal, 1, 10'000);
    std::unique_lock hang(hanging);
    fill(journal);
    disk.now += 29s;
    journal.append({});
    QVERIFY(journal.isFull());
    QCOMPARE(journal.spillProblem(), SpillProblem::TooSlow);
    QCOMPARE(journal.counters().trimmed, 0u);
    QVERIFY(journal.memoryBytes() <= Budget + Budget / 4 + 1000);
    disk.now += 1s;
    journal.append({});
    QVERIFY(!journal.isFull());
    QVERIFY(journal.counters().trimmed > 5000);
    QVERIFY(journal.memoryBytes() <= Budget);
    QVERIFY(addsUp(journal));
    hang.unlock();
    appendNumbered(journal, journal.counters().appended + 1, 1000);
    QTRY_VERIFY(isWell(journal));
    QVERIFY(journal.diskBytes() > 0);
}

/** Who does not wait takes twice the memory at most. */
void TestSpillFaults::keepsALastLimit()
{
    const Folder folder;
    FakeDisk disk;
    Journal journal(smallLimits(), disk.spill(folder));
    appendNumbered(journal, 1, 10'000);
    disk.error = EIO;
    const std::vector<Arrival> batch(20, publication(std::string(500, 'x')));
    for (int i = 0; i < 100; ++i) {
        journal.append(batch);
        QVERIFY(journal.memoryBytes() <= 2 * Budget);
    }
    QVERIFY(journal.counters().trimmed > 0);
    QVERIFY(addsUp(journal));
}

void TestSpillFaults::clearTriesAgain()
{
    const Folder folder;
    JournalSpill spill = folder.spill();
    std::atomic<bool> broken = true;
    spill.write = [&broken](int file, const void *bytes, std::size_t size, off_t from) -> ssize_t {
        if (broken) {
            errno = EIO;
            return -1;
        }
        return ::pwrite(file, bytes, size, from);
    };
    Journal journal(smallLimits(), spill);
    appendNumbered(journal, 1, 10'000);
    QCOMPARE(journal.spillProblem(), SpillProblem::Failed);
    broken = false;
    journal.clear();
    QCOMPARE(journal.spillProblem(), SpillProblem::None);
    QCOMPARE(journal.diskBytes(), 0u);
    appendNumbered(journal, 1, 10'000);
    QCOMPARE(journal.size(), 10'000u);
    QVERIFY(journal.diskBytes() > 0);
    QVERIFY(isAllRight(journal));
}

REALTIME_TEST(TestSpillFaults, QCoreApplication)
#include "tst_spillfaults.moc"
