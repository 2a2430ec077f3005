// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/ratehistory.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

RateAmount sum(const RateHistory &history)
{
    RateAmount total;
    for (std::size_t step = 0; step < history.size(); ++step) {
        total += history.total(step);
    }
    return total;
}

} // namespace

/** How many came when, in bounded memory, with nothing lost in the sums. */
class TestRateHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsBySecond();
    void mergesWhenTimeGrows();
    void takesAnyTime_data();
    void takesAnyTime();
    void aClockSetBackAddsToTheNewest();
    void tellsTheBusiestChannels();
    void boundsTheChannels();
    void silenceIsTime();
};

void TestRateHistory::countsBySecond()
{
    RateHistory history;
    history.add({100s, 1, "a", 10});
    history.add({100s + 999ms, 2, "b", 5});
    history.add({103s, 3, "a", 1});
    QCOMPARE(history.size(), std::size_t(4));
    QCOMPARE(history.total(0), (RateAmount{2, 15}));
    QCOMPARE(history.total(1), RateAmount());
    QCOMPARE(history.ofChannel(0, 1), (RateAmount{1, 5}));
    QCOMPARE(history.ofChannel(3, 1), RateAmount());
    QCOMPARE(history.timeOf(3), std::chrono::microseconds(103s));
    QCOMPARE(history.numberOf(0), std::uint64_t(1));
    QCOMPARE(history.numberOf(2), std::uint64_t(1)); // nothing came: the last before
    QCOMPARE(history.numberOf(3), std::uint64_t(3));
    QCOMPARE(RateHistory().numberOf(0), std::uint64_t(0));
}

void TestRateHistory::mergesWhenTimeGrows()
{
    RateHistory history;
    std::uint64_t number = 0;
    for (int second = 0; second < 10'000; ++second) {
        history.add({std::chrono::seconds(second), ++number, second % 3 == 0 ? "a" : "b", 2});
        QVERIFY(history.size() <= RateHistory::MaxSteps);
    }
    QCOMPARE(history.width(), 16s);
    QCOMPARE(sum(history), (RateAmount{10'000, 20'000}));
    QCOMPARE(history.total(), sum(history));
    QCOMPARE(history.total(5), (RateAmount{16, 32}));
    QCOMPARE(history.numberOf(5), std::uint64_t(5 * 16 + 1));
    RateAmount ofA;
    for (std::size_t step = 0; step < history.size(); ++step) {
        ofA += history.ofChannel(step, 0);
    }
    QCOMPARE(ofA, history.channelTotal(0));
}

void TestRateHistory::takesAnyTime_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("second");
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    constexpr qint64 Least = std::numeric_limits<qint64>::min();
    QTest::newRow("the end of time") << qint64(0) << Most;
    QTest::newRow("from one end to the other") << Least << Most;
    QTest::newRow("backwards") << Most << Least;
}

void TestRateHistory::takesAnyTime()
{
    QFETCH(const qint64, first);
    QFETCH(const qint64, second);
    RateHistory history;
    history.add({std::chrono::microseconds(first), 1, "a", 1});
    history.add({std::chrono::microseconds(second), 2, "a", 1});
    QVERIFY(history.size() <= RateHistory::MaxSteps);
    QCOMPARE(sum(history).messages, std::uint64_t(2));
}

void TestRateHistory::aClockSetBackAddsToTheNewest()
{
    RateHistory history;
    history.add({100s, 1, "a", 1});
    history.add({105s, 2, "a", 1});
    history.add({101s, 3, "a", 1});
    QCOMPARE(history.total(5).messages, std::uint64_t(2));
    QCOMPARE(history.total(1).messages, std::uint64_t(0));
}

void TestRateHistory::tellsTheBusiestChannels()
{
    RateHistory history;
    for (const char *channel : {"a", "b", "b", "c", "c", "c"}) {
        history.add({1s, 1, channel, 1});
    }
    const std::vector<std::size_t> busiest = history.busiest(2);
    QCOMPARE(busiest.size(), std::size_t(2));
    QCOMPARE(history.channelName(busiest[0]), std::string("c"));
    QCOMPARE(history.channelName(busiest[1]), std::string("b"));
    QCOMPARE(history.busiest(9).size(), std::size_t(3));
}

void TestRateHistory::boundsTheChannels()
{
    RateHistory history;
    for (int i = 0; i < 1000; ++i) {
        const std::string name = "channel" + std::to_string(i);
        history.add({1s, 1, name, 1});
    }
    QCOMPARE(history.channelCount(), RateHistory::MaxChannels);
    QCOMPARE(history.total().messages, std::uint64_t(1000));
}

void TestRateHistory::silenceIsTime()
{
    RateHistory history;
    history.extendTo(5s);
    QCOMPARE(history.size(), std::size_t(0)); // there is no beginning yet
    history.add({10s, 1, "a", 1});
    history.extendTo(20s);
    QCOMPARE(history.size(), std::size_t(11));
    history.clear();
    QCOMPARE(history.size(), std::size_t(0));
    QCOMPARE(history.channelCount(), std::size_t(0));
}

REALTIME_TEST(TestRateHistory, QCoreApplication)
#include "tst_ratehistory.moc"
