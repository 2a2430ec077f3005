// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/log/timecolumn.h"

#include "monitor/entry/entrytext.h"
#include "monitor/journal/journal.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;
using Mode = TimeColumn::Mode;

class TestTimeColumn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsFromTheFirstEntryWithATime();
    void keepsTheStartUntilItIsCleared();
    void countsFromTheRowAbove();
    void countsFromTheReference();
};

namespace {

Arrival atMicroseconds(std::chrono::nanoseconds monotonic)
{
    Arrival arrival;
    arrival.monotonic = monotonic;
    return arrival;
}

Entry entryAt(std::chrono::nanoseconds monotonic)
{
    Entry entry;
    entry.monotonic = monotonic;
    return entry;
}

} // namespace

void TestTimeColumn::countsFromTheFirstEntryWithATime()
{
    Journal journal;
    journal.append(std::vector{atMicroseconds(0ns), atMicroseconds(5ms), atMicroseconds(6ms)});
    TimeColumn column;
    column.setMode(Mode::SinceStart, {});
    column.findStart(journal);
    QCOMPARE(column.text(entryAt(7ms), {}), QStringLiteral("+2.0 ms"));
    QCOMPARE(column.text(entryAt(0ns), {}), QString());
}

void TestTimeColumn::keepsTheStartUntilItIsCleared()
{
    Journal first;
    first.append(std::vector{atMicroseconds(5ms)});
    Journal later;
    later.append(std::vector{atMicroseconds(6ms)});
    TimeColumn column;
    column.setMode(Mode::SinceStart, {});
    column.findStart(first);
    column.findStart(later);
    QCOMPARE(column.text(entryAt(7ms), {}), QStringLiteral("+2.0 ms"));
    column.clear();
    column.findStart(later);
    QCOMPARE(column.text(entryAt(7ms), {}), QStringLiteral("+1.0 ms"));
}

void TestTimeColumn::countsFromTheRowAbove()
{
    TimeColumn column;
    column.setMode(Mode::SincePrevious, {});
    QCOMPARE(column.text(entryAt(7ms), stampOf(entryAt(4ms))), QStringLiteral("+3.0 ms"));
    QCOMPARE(column.text(entryAt(7ms), {}), deltaText(0ns));
}

void TestTimeColumn::countsFromTheReference()
{
    Entry reference = entryAt(9ms);
    reference.number = 4;
    TimeColumn column;
    column.setMode(Mode::SinceReference, reference);
    QCOMPARE(column.reference(), quint64(4));
    QCOMPARE(column.text(entryAt(7ms), {}), QStringLiteral("-2.0 ms"));
    column.setMode(Mode::Clock, reference);
    QCOMPARE(column.reference(), quint64(0));
}

REALTIME_TEST(TestTimeColumn, QCoreApplication)
#include "tst_timecolumn.moc"
