// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/rowmap.h"

#include "support/testprogram.h"

#include <QTest>

/** Which entry stands in which row. */
class TestRowMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void maps_data();
    void maps();
    void cutsAPart();
    void refusesNumbersThatDoNotIncrease();
    void leavesOutWhatIsThereAlready();
};

namespace {

/** "1-3" for rows of entries, "4?" for a row of that many missing ones. */
QString textOf(const RowMap &map)
{
    QStringList parts;
    for (std::uint64_t row = 1; row < map.endRow();) {
        const RowMap::Part part = map.partAt(row, map.endRow());
        parts += part.isMissing ? QStringLiteral("%1?").arg(part.run.count)
                                : QStringLiteral("%1-%2")
                                      .arg(part.run.number)
                                      .arg(part.run.number + part.run.count - 1);
        row += part.isMissing ? 1 : part.run.count;
    }
    return parts.join(u' ');
}

} // namespace

void TestRowMap::maps_data()
{
    QTest::addColumn<QList<quint64>>("numbers");
    QTest::addColumn<quint64>("ending");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QList<quint64> &numbers, quint64 ending,
                        const char *text) {
        QTest::newRow(name) << numbers << ending << QString::fromLatin1(text);
    };
    row("nothing", {}, 0, "");
    row("all", {1, 2, 3}, 0, "1-3");
    row("without the first", {3, 4}, 0, "2? 3-4");
    row("without one in the middle", {1, 3}, 0, "1-1 1? 3-3");
    row("without many", {1, 1'900'000'000}, 0, "1-1 1899999998? 1900000000-1900000000");
    row("without the last", {1, 2}, 7, "1-2 7?");
    row("nothing but an end", {}, 7, "7?");
    row("a gap and an end", {2, 3, 9}, 1, "1? 2-3 5? 9-9 1?");
}

void TestRowMap::maps()
{
    QFETCH(const QList<quint64>, numbers);
    QFETCH(const quint64, ending);
    QFETCH(const QString, text);
    RowMap map;
    for (const quint64 number : numbers) {
        QVERIFY(map.add(number));
    }
    if (ending > 0) {
        map.addEnding(ending);
    }
    QCOMPARE(textOf(map), text);
    QCOMPARE(map.entries(), std::uint64_t(numbers.size()));
    QCOMPARE(map.hasGaps(), text.contains(u'?'));
}

void TestRowMap::cutsAPart()
{
    RowMap map;
    map.add({5, 10, 7, 3});
    map.add({15, 4, 8, 0}); // adjacent, of another page
    const RowMap::Part inner = map.partAt(4, 6); // behind the row of the first four
    QVERIFY(!inner.isMissing);
    QCOMPARE(inner.run.number, std::uint64_t(7));
    QCOMPARE(inner.run.count, std::uint64_t(2));
    QCOMPARE(inner.run.page, std::uint32_t(7));
    QCOMPARE(inner.run.cell, std::uint32_t(5));
    const RowMap::Part next = map.partAt(12, 100);
    QCOMPARE(next.run.number, std::uint64_t(15));
    QCOMPARE(next.run.page, std::uint32_t(8));
    QCOMPARE(next.run.count, std::uint64_t(4));
    QCOMPARE(map.endRow(), std::uint64_t(16));
}

void TestRowMap::refusesNumbersThatDoNotIncrease()
{
    RowMap map;
    QVERIFY(!map.add(0));
    QVERIFY(map.add(5));
    QVERIFY(!map.add(5));
    QVERIFY(!map.add(4));
    QVERIFY(!map.add(std::uint64_t(INT64_MAX)));
    QVERIFY(!map.add(UINT64_MAX));
    QCOMPARE(textOf(map), QStringLiteral("4? 5-5"));
}

void TestRowMap::leavesOutWhatIsThereAlready()
{
    RowMap map;
    map.add({1, 40, 7, 0});
    map.add({1, 26, 4, 0}); // an older page with the same
    map.add({30, 20, 9, 2});
    QCOMPARE(textOf(map), QStringLiteral("1-40 41-49"));
    QCOMPARE(map.partAt(41, 50).run.cell, std::uint32_t(13));
}

REALTIME_TEST(TestRowMap, QCoreApplication)
#include "tst_rowmap.moc"
