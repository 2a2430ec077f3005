// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/spillhealth.h"
#include "support/testprogram.h"

#include <QTest>

#include <cerrno>

using namespace std::chrono_literals;

/** When a disk is tried again, and when it is given up. */
class TestSpillHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void triesAgainAfterLongerAndLongerPauses();
    void isOverWithTheFirstSuccess();
    void isNotOverWhileItIsBehind();
    void givesUpOnSilence();
    void allowsLessForAWhileWhenTheDiskIsFull();
    void staysFullUntilNothingFails();

private:
    SpillHealth health();

    std::chrono::steady_clock::time_point m_now;
};

void TestSpillHealth::init()
{
    m_now = std::chrono::steady_clock::time_point(1h);
}

SpillHealth TestSpillHealth::health()
{
    JournalSpill spill;
    spill.bytes = 1000;
    spill.now = [this] { return m_now; };
    return SpillHealth(spill);
}

void TestSpillHealth::triesAgainAfterLongerAndLongerPauses()
{
    SpillHealth health = this->health();
    int failures = 0;
    for (const auto pause : {1s, 2s, 4s, 8s, 16s, 30s, 30s}) {
        QVERIFY(health.mayWrite(false));
        QCOMPARE(health.isWorthWaiting(false), failures < 6);
        health.onWriteFailed(EIO, 0);
        ++failures;
        QCOMPARE(health.problem(), SpillProblem::Failed);
        QCOMPARE(health.problemNumber(), EIO);
        m_now += pause - 1ms;
        QVERIFY(!health.mayWrite(false));
        m_now += 1ms;
        QVERIFY(!health.mayWrite(true)); // one at a time
    }
    QVERIFY(!health.isWorthWaiting(false));
}

void TestSpillHealth::isOverWithTheFirstSuccess()
{
    SpillHealth health = this->health();
    for (int i = 0; i < 10; ++i) {
        health.onWriteFailed(EMFILE, 500);
        m_now += 30s;
    }
    QVERIFY(!health.isWorthWaiting(false));
    QCOMPARE(health.diskLimit(), 1000u);
    health.onWriteSucceeded(false, 500);
    QVERIFY(health.isWorthWaiting(false));
    QVERIFY(health.mayWrite(true));
    QCOMPARE(health.problem(), SpillProblem::None);
    QCOMPARE(health.problemNumber(), 0);
    health.onWriteFailed(EIO, 0);
    m_now += 1s; // as at first
    QVERIFY(health.mayWrite(false));
}

void TestSpillHealth::isNotOverWhileItIsBehind()
{
    SpillHealth health = this->health();
    health.onMemoryFull();
    QCOMPARE(health.problem(), SpillProblem::TooSlow);
    health.onWriteSucceeded(false, 500);
    QCOMPARE(health.problem(), SpillProblem::TooSlow);
    health.onWriteSucceeded(true, 500);
    QCOMPARE(health.problem(), SpillProblem::None);
    health.onWriteFailed(EIO, 0);
    health.onMemoryFull();
    QCOMPARE(health.problem(), SpillProblem::Failed);
}

void TestSpillHealth::givesUpOnSilence()
{
    SpillHealth health = this->health();
    health.onWriteStarted();
    for (int i = 0; i < 10; ++i) { // slow, but at work
        m_now += 29s;
        QVERIFY(health.isWorthWaiting(true));
        health.onWriteSucceeded(false, 500);
    }
    m_now += 30s;
    QVERIFY(!health.isWorthWaiting(true));
    QVERIFY(health.isWorthWaiting(false)); // nothing is asked of it
    health.onWriteStarted();
    QVERIFY(health.isWorthWaiting(true));
}

void TestSpillHealth::allowsLessForAWhileWhenTheDiskIsFull()
{
    SpillHealth health = this->health();
    health.onWriteFailed(ENOSPC, 0);
    QCOMPARE(health.problem(), SpillProblem::DiskFull);
    QCOMPARE(health.diskLimit(), 1000u);
    m_now += 1s;
    health.onWriteFailed(ENOSPC, 600);
    QCOMPARE(health.diskLimit(), 600u);
    m_now += 2s;
    health.onWriteSucceeded(false, 500);
    QCOMPARE(health.diskLimit(), 600u);
    QCOMPARE(health.problem(), SpillProblem::DiskFull);
    m_now += 30s;
    QCOMPARE(health.diskLimit(), 1000u);
    QCOMPARE(health.problem(), SpillProblem::DiskFull); // until it is seen to hold more
    health.onWriteSucceeded(true, 600);
    QCOMPARE(health.problem(), SpillProblem::DiskFull);
    health.onWriteSucceeded(true, 676);
    QCOMPARE(health.problem(), SpillProblem::None);
}

/** Of a disk that stays full it is said once, not after each try whether it still is. */
void TestSpillHealth::staysFullUntilNothingFails()
{
    SpillHealth health = this->health();
    for (int i = 0; i < 20; ++i) {
        health.onWriteFailed(ENOSPC, 600 + std::uint64_t(i % 3));
        for (const auto pause : {1s, 31s, 60s}) {
            m_now += pause;
            health.onWriteSucceeded(true, 590);
            QCOMPARE(health.problem(), SpillProblem::DiskFull);
        }
    }
    m_now += 5min;
    health.onWriteSucceeded(true, 590);
    QCOMPARE(health.problem(), SpillProblem::None);
}

REALTIME_TEST(TestSpillHealth, QCoreApplication)
#include "tst_spillhealth.moc"
