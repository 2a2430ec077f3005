// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/poll.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TestPoll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnlyWhileActive();
    void asksRarely_data();
    void asksRarely();
    void saysItsCost();
};

void TestPoll::asksOnlyWhileActive()
{
    Poll poll(20ms);
    const QSignalSpy due(&poll, &Poll::due);
    poll.askNow();
    QCOMPARE(due.size(), 0);
    poll.setActive(true);
    QCOMPARE(due.size(), 1);
    poll.takeAnswer({1, 10});
    QTRY_COMPARE(due.size(), 2);
    poll.askNow();
    QCOMPARE(due.size(), 3);
    poll.setActive(false);
    poll.takeAnswer({1, 10}); // asked before
    poll.askNow();
    Poll fence(20ms); // what the poll would do in this time, were it active
    const QSignalSpy dueAtFence(&fence, &Poll::due);
    connect(&fence, &Poll::due, &fence, [&fence] { fence.takeAnswer({1, 10}); });
    fence.setActive(true);
    QTRY_VERIFY(dueAtFence.size() > 3);
    QCOMPARE(due.size(), 3);
    poll.setActive(true);
    QCOMPARE(due.size(), 4);
}

void TestPoll::asksRarely_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("interval"); // ms
    QTest::newRow("a small answer") << 0 << 500 << 2000;
    QTest::newRow("a large answer") << 0 << 1'500'000 << 15'000;
    QTest::newRow("the largest answer") << 0 << 16'000'000 << 160'000;
    QTest::newRow("a failure") << 1 << 0 << 4000;
    QTest::newRow("failures") << 3 << 0 << 16'000;
    QTest::newRow("many failures") << 100 << 0 << 30'000;
}

void TestPoll::asksRarely()
{
    QFETCH(const int, failures);
    QFETCH(const int, bytes);
    QFETCH(const int, interval);
    Poll poll(2s);
    poll.takeAnswer({1, bytes});
    for (int i = 0; i < failures; ++i) {
        poll.takeFailure({1, bytes});
    }
    QCOMPARE(poll.interval(), milliseconds(interval));
    poll.takeAnswer({1, 0});
    QCOMPARE(poll.interval(), milliseconds(2s));
}

void TestPoll::saysItsCost()
{
    Poll poll(2s);
    QCOMPARE(poll.costText(), QString());
    poll.takeAnswer({2, 3000});
    QCOMPARE(poll.costText(), QStringLiteral("every 2 s: 1.00 requests/s, 1.5 KB/s"));
    poll.takeAnswer({1, 1'500'000});
    QCOMPARE(poll.costText(), QStringLiteral("every 15 s: 0.07 requests/s, 97.7 KB/s"));
}

REALTIME_TEST(TestPoll, QCoreApplication)
#include "tst_poll.moc"
