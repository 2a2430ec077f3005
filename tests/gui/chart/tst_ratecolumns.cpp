// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/ratecolumns.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::microseconds Start = 1'700'000'000s;

/** One message of 10 bytes per second, `seconds` of them; the numbers begin with 1. */
RateHistory steadyHistory(int seconds)
{
    RateHistory history;
    for (int second = 0; second < seconds; ++second) {
        history.add({Start + std::chrono::seconds(second), quint64(second) + 1, "news", 10});
    }
    return history;
}

} // namespace

/** How the chart of rates divides its time and its width. */
class TestRateColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsShareAColumnWhereTheWidthIsShort_data();
    void stepsShareAColumnWhereTheWidthIsShort();
    void lastColumnMayBeShorter();
    void peaksOfMessagesAndBytesAreSeparate();
    void newestColumnIsAtTheRight();
    void columnUnderAPosition();
};

void TestRateColumns::stepsShareAColumnWhereTheWidthIsShort_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<double>("width");
    QTest::addColumn<int>("columns");
    QTest::addColumn<std::size_t>("steps");
    QTest::newRow("no history") << 0 << 300.0 << 0 << std::size_t(1);
    QTest::newRow("room for each") << 100 << 300.0 << 100 << std::size_t(1);
    QTest::newRow("one too many") << 101 << 300.0 << 51 << std::size_t(2);
    QTest::newRow("no width") << 10 << -5.0 << 1 << std::size_t(10);
}

void TestRateColumns::stepsShareAColumnWhereTheWidthIsShort()
{
    QFETCH(const int, seconds);
    QFETCH(const double, width);
    const RateHistory history = steadyHistory(seconds);
    const RateColumns columns(history, width);
    QTEST(columns.count(), "columns");
    QTEST(columns.stepsPerColumn(), "steps");
}

void TestRateColumns::lastColumnMayBeShorter()
{
    const RateHistory history = steadyHistory(5);
    const RateColumns columns(history, 9); // 3 columns of 2, 2 and 1 s
    QCOMPARE(columns.count(), 3);
    QCOMPARE(columns.rate(0).messages, 1.0);
    QCOMPARE(columns.rate(2).messages, 1.0);
    QCOMPARE(columns.rate(2).bytes, 10.0);
    QCOMPARE(columns.rate(2, 0).messages, 1.0);
    QCOMPARE(columns.timeOf(2).count(), (Start + 4s).count());
    QCOMPARE(columns.firstEntry(1), quint64(3));
}

void TestRateColumns::peaksOfMessagesAndBytesAreSeparate()
{
    RateHistory history;
    history.add({Start, 1, "small", 1});
    history.add({Start, 2, "small", 1});
    history.add({Start + 1s, 3, "large", 5000});
    const RateColumns columns(history, 300);
    QCOMPARE(columns.peak().messages, 2.0);
    QCOMPARE(columns.peak().bytes, 5000.0);
}

void TestRateColumns::newestColumnIsAtTheRight()
{
    const RateHistory history = steadyHistory(2);
    const RateColumns columns(history, 300);
    const QRectF plot(10, 0, 300, 100);
    QCOMPARE(columns.barArea(1, plot), QRectF(298, 0, 12, 100)); // no wider than 12
    QCOMPARE(columns.barArea(0, plot), QRectF(286, 0, 12, 100));
}

void TestRateColumns::columnUnderAPosition()
{
    const RateHistory history = steadyHistory(2);
    const RateColumns columns(history, 300);
    const QRectF plot(10, 0, 300, 100);
    QCOMPARE(columns.columnAt(300, plot), 1);
    QCOMPARE(columns.columnAt(290, plot), 0);
    QCOMPARE(columns.columnAt(280, plot), -1);
    QCOMPARE(columns.columnAt(311, plot), -1);
}

REALTIME_TEST(TestRateColumns, QCoreApplication)
#include "tst_ratecolumns.moc"
