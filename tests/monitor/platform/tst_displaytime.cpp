// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/platform/displaytime.h"

#include "monitor/filter/filter.h"
#include "monitor/filter/filterbuilder.h"
#include "support/filters.h"
#include "support/testprogram.h"

#include <QTest>

#include <ctime>
#include <optional>

using namespace std::chrono_literals;

class TestDisplayTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void writesATime_data();
    void writesATime();
    void knowsDays();
    void hasNothingForAnUnknownTime();
    void measuresBetween_data();
    void measuresBetween();
    void findsAnEntryByItsPrintedTime_data();
    void findsAnEntryByItsPrintedTime();
    void readsLocalTimesInSummerAndWinter();
    void matchesNothingWithoutATime();
};

namespace {

constexpr std::chrono::microseconds Moment = 1'767'225'600'123'456us; // 2026-01-01T00:00:00Z
constexpr std::chrono::microseconds Summer = 1'782'864'000'001'999us; // 2026-07-01T00:00:00Z

void setZone(const char *name)
{
    qputenv("TZ", name);
    tzset();
}

bool matches(const std::string &text, std::chrono::microseconds wall)
{
    Entry entry;
    entry.number = 1;
    entry.wall = wall;
    return matches(text, entry);
}

} // namespace

void TestDisplayTime::cleanup()
{
    setDisplayZone(DisplayZone::Local);
    setZone("UTC");
}

void TestDisplayTime::writesATime_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<bool>("isUtc");
    QTest::addColumn<qint64>("wall");
    QTest::addColumn<QByteArray>("iso");
    QTest::addColumn<QByteArray>("dated");
    const auto row = [](const char *name, const char *zone, bool isUtc,
                        std::chrono::microseconds wall, const char *iso, const char *dated) {
        QTest::newRow(name) << QByteArray(zone) << isUtc << qint64(wall.count()) << QByteArray(iso)
                            << QByteArray(dated);
    };
    row("in UTC", "UTC", false, Moment, "2026-01-01T00:00:00.123Z", "2026-01-01 00:00:00.123");
    row("east of it", "Asia/Kolkata", false, Moment, "2026-01-01T05:30:00.123+05:30",
        "2026-01-01 05:30:00.123");
    row("west of it", "America/New_York", false, Moment, "2025-12-31T19:00:00.123-05:00",
        "2025-12-31 19:00:00.123");
    row("in summer", "America/New_York", false, Summer, "2026-06-30T20:00:00.001-04:00",
        "2026-06-30 20:00:00.001");
    row("UTC by choice", "Asia/Kolkata", true, Moment, "2026-01-01T00:00:00.123Z",
        "2026-01-01 00:00:00.123");
    row("before the epoch", "UTC", false, -1us, "1969-12-31T23:59:59.999Z",
        "1969-12-31 23:59:59.999");
    row("beyond the calendar", "UTC", false, std::chrono::microseconds::max(), "", "");
    row("before the calendar", "UTC", false, std::chrono::microseconds::min(), "", "");
}

void TestDisplayTime::writesATime()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const bool, isUtc);
    QFETCH(const qint64, wall);
    setZone(zone.constData());
    setDisplayZone(isUtc ? DisplayZone::Utc : DisplayZone::Local);
    const std::chrono::microseconds time(wall);
    QTEST(QByteArray::fromStdString(isoTime(time)), "iso");
    QTEST(QByteArray::fromStdString(dateAndClockTime(time)), "dated");
    QFETCH(const QByteArray, dated);
    QCOMPARE(QByteArray::fromStdString(clockTime(time)), dated.mid(11));
}

void TestDisplayTime::knowsDays()
{
    setZone("Asia/Kolkata");
    const auto first = calendarTime(Moment);
    const auto sameDay = calendarTime(Moment + 18h);
    const auto nextDay = calendarTime(Moment + 19h);
    QVERIFY(first && sameDay && nextDay);
    QVERIFY(first->isSameDay(*sameDay));
    QVERIFY(!first->isSameDay(*nextDay));
}

void TestDisplayTime::hasNothingForAnUnknownTime()
{
    QVERIFY(!calendarTime(0us));
    QVERIFY(isoTime(0us).empty());
    QVERIFY(clockTime(0us).empty());
    QVERIFY(dateAndClockTime(0us).empty());
}

void TestDisplayTime::measuresBetween_data()
{
    QTest::addColumn<StampedTime>("earlier");
    QTest::addColumn<StampedTime>("later");
    QTest::addColumn<std::optional<std::chrono::nanoseconds>>("between");
    const auto row = [](const char *name, StampedTime earlier, StampedTime later,
                        std::optional<std::chrono::nanoseconds> between) {
        QTest::newRow(name) << earlier << later << between;
    };
    row("by the monotonic clock", {1s, 5s}, {3s, 6s}, 2s);
    row("by the wall clock where one has no other", {0s, 5s}, {3s, 6s}, 1s);
    row("backwards", {0s, 5s}, {0s, 4s}, -1s);
    row("without a time", {0s, 0s}, {0s, 6s}, {});
    row("too far apart", {0s, std::chrono::microseconds::min()},
        {0s, std::chrono::microseconds::max()}, {});
    row("too far apart for the monotonic clock", {std::chrono::nanoseconds::min(), 1s},
        {std::chrono::nanoseconds::max(), 2s}, {});
}

void TestDisplayTime::measuresBetween()
{
    QFETCH(const StampedTime, earlier);
    QFETCH(const StampedTime, later);
    QTEST(timeBetween(earlier, later), "between");
}

void TestDisplayTime::findsAnEntryByItsPrintedTime_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<bool>("isUtc");
    for (const char *zone : {"UTC", "Asia/Kolkata", "America/New_York"}) {
        QTest::addRow("%s", zone) << QByteArray(zone) << false;
        QTest::addRow("%s, UTC by choice", zone) << QByteArray(zone) << true;
    }
}

void TestDisplayTime::findsAnEntryByItsPrintedTime()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const bool, isUtc);
    setZone(zone.constData());
    setDisplayZone(isUtc ? DisplayZone::Utc : DisplayZone::Local);
    constexpr std::chrono::microseconds LastOf1969 = -1us;
    constexpr std::chrono::microseconds Of1955 = -450'000'000s;
    for (const auto wall : {Moment, Summer, LastOf1969, Of1955}) {
        for (const std::string &time :
             {isoTime(wall), '"' + dateAndClockTime(wall) + '"', clockTime(wall)}) {
            QVERIFY2(matches("time = " + time, wall), time.c_str());
            QVERIFY2(matches("time >= " + time + " time <= " + time, wall), time.c_str());
            QVERIFY2(!matches("time = " + time, wall + 1s), time.c_str());
        }
        Entry entry;
        entry.wall = wall;
        QVERIFY(matches(cellCondition(FilterCell::Time, entry), wall));
        QVERIFY(!matches(cellCondition(FilterCell::Time, entry), wall + 24h));
    }
}

void TestDisplayTime::readsLocalTimesInSummerAndWinter()
{
    setZone("CET-1CEST,M3.5.0,M10.5.0/3"); // no files of time zones are needed
    QVERIFY(matches("time = \"2026-07-01 02:00:00\"", Summer));
    QVERIFY(!matches("time = \"2026-07-01 01:00:00\"", Summer));
    QVERIFY(matches("time = \"2026-01-01 01:00:00\"", Moment));
    QVERIFY(matches("time:02:00:00", Summer)); // of any day
    QVERIFY(matches("time:01:00:00", Moment));
    setDisplayZone(DisplayZone::Utc);
    QVERIFY(matches("time = \"2026-07-01 00:00:00\"", Summer));
}

void TestDisplayTime::matchesNothingWithoutATime()
{
    for (const char *text : {"time:00:00..23:59", "time >= 1970-01-01", "time < 2030-01-01"}) {
        QVERIFY(!matches(text, 0us));
    }
    QVERIFY(cellCondition(FilterCell::Time, {}).empty());
}

REALTIME_TEST(TestDisplayTime, QCoreApplication)
#include "tst_displaytime.moc"
