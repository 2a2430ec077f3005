// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/walkthread.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <thread>

/** Long work in a thread of its own. */
class TestWalkThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHowFarItIs();
    void canBeCancelled();
    void endsItsWorkWhenItIsDestroyed();
};

namespace {

void workUntilCancelled(WalkProgress &progress)
{
    progress.looked = 7;
    while (!progress.cancelled) {
        std::this_thread::yield();
    }
}

} // namespace

void TestWalkThread::tellsHowFarItIs()
{
    WalkThread thread;
    QVERIFY(!thread.isRunning());
    QSignalSpy progressed(&thread, &WalkThread::progressed);
    QSignalSpy finished(&thread, &WalkThread::finished);
    thread.start([](WalkProgress &progress) { progress.looked = 3; });
    QVERIFY(thread.isRunning());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(progressed.size() >= 1);
    QVERIFY(!thread.isRunning());
    QCOMPARE(thread.progress().looked, 3u);
    thread.start([](WalkProgress &) {}); // begins anew
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(thread.progress().looked, 0u);
}

void TestWalkThread::canBeCancelled()
{
    WalkThread thread;
    QSignalSpy progressed(&thread, &WalkThread::progressed);
    QSignalSpy finished(&thread, &WalkThread::finished);
    thread.start(workUntilCancelled);
    QTRY_VERIFY(progressed.size() >= 2 && thread.progress().looked == 7);
    QCOMPARE(finished.size(), 0);
    thread.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(thread.progress().cancelled);
}

void TestWalkThread::endsItsWorkWhenItIsDestroyed()
{
    std::atomic<bool> hasEnded = false;
    {
        WalkThread thread;
        thread.start([&hasEnded](WalkProgress &progress) {
            workUntilCancelled(progress);
            hasEnded = true;
        });
    }
    QVERIFY(hasEnded);
}

REALTIME_TEST(TestWalkThread, QCoreApplication)
#include "tst_walkthread.moc"
