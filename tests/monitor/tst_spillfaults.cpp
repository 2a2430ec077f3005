// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal.h"

#include "spillsamples.h"

#include <QTest>

#include <atomic>
#include <mutex>

#include <sys/resource.h>
#include <unistd.h>

/** What can go wrong with the disk: the journal goes on, keeps its limits and says what is wrong.
 */
class TestSpillFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesWhatWritesCanDo();
    void trimsInMemoryWhenTheDiskFails_data();
    void trimsInMemoryWhenTheDiskFails();
    void goesOnWithLessWhenTheDiskFillsUp();
    void leavesSpaceFree();
    void survivesALimitOnFiles();
    void givesUpOnADiskThatHangs();
    void clearTriesAgain();
};

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
    QTest::newRow("full from the start") << ENOSPC << SpillProblem::DiskFull;
    QTest::newRow("no quota") << EDQUOT << SpillProblem::DiskFull;
    QTest::newRow("broken") << EIO << SpillProblem::Failed;
    QTest::newRow("writes nothing") << 0 << SpillProblem::Failed;
    QTest::newRow("no such folder") << ENOENT << SpillProblem::Failed;
}

void TestSpillFaults::trimsInMemoryWhenTheDiskFails()
{
    QFETCH(int, error);
    const Folder folder;
    JournalSpill spill = folder.spill();
    if (error == ENOENT) {
        spill.folder += "/missing";
    } else {
        spill.write = [error](int, const void *, std::size_t, off_t) -> ssize_t {
            errno = error;
            return error == 0 ? 0 : -1;
        };
    }
    Journal journal(smallLimits(), spill);
    appendNumbered(journal, 1, 20'000);
    QTEST(journal.spillProblem(), "problem");
    QCOMPARE(journal.spillError(), error == 0 ? EIO : error);
    QCOMPARE(journal.diskBytes(), 0u);
    QVERIFY(journal.memoryBytes() <= Budget);
    QVERIFY(journal.counters().trimmed > 0);
    QVERIFY(journal.size() > 500);
    QVERIFY(addsUp(journal));
    QVERIFY(isAllRight(journal));
}

/** What is on the disk already is not given up for a disk that is full. */
void TestSpillFaults::goesOnWithLessWhenTheDiskFillsUp()
{
    const Folder folder;
    JournalSpill spill = folder.spill();
    std::atomic<int> writesLeft = 60;
    spill.write = [&](int file, const void *bytes, std::size_t size, off_t from) -> ssize_t {
        if (--writesLeft < 0) {
            if (writesLeft > -3) {
                errno = ENOSPC;
                return -1;
            }
        }
        return ::pwrite(file, bytes, size, from);
    };
    Journal journal(smallLimits(), spill);
    appendNumbered(journal, 1, 30'000);
    QCOMPARE(journal.spillProblem(), SpillProblem::DiskFull);
    QCOMPARE(journal.spillError(), ENOSPC);
    QVERIFY(journal.diskBytes() > 100'000);
    QVERIFY(journal.counters().trimmed > 0);
    QVERIFY(journal.memoryBytes() <= Budget + Budget / 4);
    QVERIFY(addsUp(journal));
    QVERIFY(isAllRight(journal));
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

void TestSpillFaults::givesUpOnADiskThatHangs()
{
    const Folder folder;
    JournalSpill spill = folder.spill();
    std::mutex hanging;
    spill.write = [&hanging](int, const void *, std::size_t, off_t) -> ssize_t {
        const std::lock_guard lock(hanging);
        errno = EIO;
        return -1;
    };
    std::unique_lock hang(hanging);
    Journal journal(smallLimits(), spill);
    const std::vector<Arrival> batch(20, publication(std::string(500, 'x')));
    for (int i = 0; i < 100; ++i) {
        journal.append(batch);
        QVERIFY(journal.memoryBytes() <= Budget + Budget / 4 + 12'000);
    }
    QCOMPARE(journal.spillProblem(), SpillProblem::TooSlow);
    QVERIFY(journal.memoryBytes() <= Budget);
    QVERIFY(addsUp(journal));
    hang.unlock();
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

QTEST_GUILESS_MAIN(TestSpillFaults)
#include "tst_spillfaults.moc"
