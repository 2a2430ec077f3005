// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/runlist.h"

#include "support/testprogram.h"

#include <QTest>

namespace {

Run run(quint64 id, const QByteArray &payload = "1")
{
    Run run;
    run.trip.id = id;
    run.trip.payload = payload;
    return run;
}

} // namespace

/** What was sent stays, until there is too much of it. */
class TestRunList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersThem();
    void followsEachByItsPublish();
    void aSeriesIsOneRun();
    void theOldestLeave();
    void largeOnesLeaveEarlier();
    void forgetsTheRowsOfAClearedLog();
};

void TestRunList::numbersThem()
{
    RunList list;
    QCOMPARE(list.size(), 0U);
    QCOMPARE(list.firstNumber(), list.endNumber());
    QCOMPARE(list.add(run(7)), 1ull);
    QCOMPARE(list.add(run(8)), 2ull);
    QCOMPARE(list.find(2)->trip.id, 8ull);
    QVERIFY(!list.find(0));
    QVERIFY(!list.find(3));
}

void TestRunList::followsEachByItsPublish()
{
    RunList list;
    list.add(run(7));
    list.add(run(8));
    RoundTrip proven = run(7).trip;
    proven.state = RoundTrip::State::Proven;
    QCOMPARE(list.update(proven)->number, 1ull);
    QCOMPARE(list.find(1)->trip.state, RoundTrip::State::Proven);
    QCOMPARE(list.find(2)->trip.state, RoundTrip::State::Waiting);
    const RunList::Range changed = list.takeChanged();
    QCOMPARE(changed.first, 1ull);
    QCOMPARE(changed.end, 2ull);
    QCOMPARE(list.takeChanged().end, 0ull);
    QVERIFY(!list.update(run(9).trip));
    list.add(run(0)); // of an earlier start of the program
    QVERIFY(!list.update(run(0).trip));
}

void TestRunList::aSeriesIsOneRun()
{
    RunList list;
    const quint64 number = list.add(run(1));
    QVERIFY(list.continueSeries(number, run(2, "22").trip));
    QCOMPARE(list.size(), 1U);
    QCOMPARE(list.find(number)->count, 2ull);
    QCOMPARE(list.find(number)->trip.payload, QByteArray("22"));
    QVERIFY(!list.update(run(1).trip)); // no longer the newest
    QVERIFY(!list.continueSeries(number + 1, run(3).trip));
}

void TestRunList::theOldestLeave()
{
    RunList list;
    for (quint64 id = 1; id <= RunList::MaxRuns + 3; ++id) {
        list.add(run(id));
    }
    QCOMPARE(list.size(), RunList::MaxRuns);
    QCOMPARE(list.removed(), 3ull);
    QCOMPARE(list.firstNumber(), 4ull);
    QVERIFY(!list.find(3));
    QCOMPARE(list.find(4)->trip.id, 4ull);
}

void TestRunList::largeOnesLeaveEarlier()
{
    RunList list;
    const QByteArray half(RunList::MaxPayloadBytes / 2, '1');
    list.add(run(1, half));
    list.add(run(2, half));
    QCOMPARE(list.size(), 2U);
    list.add(run(3, "1"));
    QCOMPARE(list.size(), 2U);
    QVERIFY(!list.find(1));
    list.add(run(4, half + half + "1")); // alone too large, but the newest
    QCOMPARE(list.size(), 1U);
    QCOMPARE(list.find(4)->trip.id, 4ull);
}

void TestRunList::forgetsTheRowsOfAClearedLog()
{
    RunList list;
    list.add(run(1));
    list.setEntry(1, 12);
    QCOMPARE(list.find(1)->entry, 12ull);
    list.forgetEntries();
    QCOMPARE(list.find(1)->entry, 0ull);
}

REALTIME_TEST(TestRunList, QCoreApplication)
#include "tst_runlist.moc"
