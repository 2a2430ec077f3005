// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/sortedtable.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <random>

namespace {

std::vector<TableColumn> nameAndNumber()
{
    return {{QStringLiteral("Name")}, {QStringLiteral("Number")}};
}

TableRow row(const QString &key, int number)
{
    return {key, {key, number}};
}

std::vector<TableRow> rowsOf(const QStringList &keys)
{
    std::vector<TableRow> rows;
    for (const QString &key : keys) {
        rows.push_back(row(key, int(key.size())));
    }
    return rows;
}

QStringList keysOf(const SortedTable &table)
{
    QStringList keys;
    for (int i = 0; i < table.rowCount(); ++i) {
        keys += table.keyAt(i);
    }
    return keys;
}

} // namespace

class TestSortedTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void becomesTheRows_data();
    void becomesTheRows();
    void keepsTheSelection();
    void sortsByValues();
    void showsHarmlessText();
    void takesTheLastOfTwoWithOneKey();
    void followsAnyChange();
    void isFastWithTenThousandRows();
};

void TestSortedTable::becomesTheRows_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<int>("removals"); // signals
    QTest::addColumn<int>("insertions");
    const QStringList abc{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    const QStringList ace{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("e")};
    QTest::newRow("nothing to nothing") << QStringList() << QStringList() << 0 << 0;
    QTest::newRow("all come") << QStringList() << abc << 0 << 1;
    QTest::newRow("all go") << abc << QStringList() << 1 << 0;
    QTest::newRow("nothing changes") << abc << abc << 0 << 0;
    QTest::newRow("one goes, one comes") << abc << ace << 1 << 1;
    QTest::newRow("every other goes")
        << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                       QStringLiteral("d"), QStringLiteral("e")}
        << ace << 1 << 0;
}

void TestSortedTable::becomesTheRows()
{
    QFETCH(const QStringList, before);
    QFETCH(const QStringList, after);
    SortedTable table(nameAndNumber());
    const QAbstractItemModelTester tester(&table);
    table.setRows(rowsOf(before));
    QCOMPARE(keysOf(table), before);
    const QSignalSpy removed(&table, &SortedTable::rowsRemoved);
    const QSignalSpy inserted(&table, &SortedTable::rowsInserted);
    const QSignalSpy reset(&table, &SortedTable::modelReset);
    table.setRows(rowsOf(after));
    QCOMPARE(keysOf(table), after);
    QTEST(int(removed.size()), "removals");
    QTEST(int(inserted.size()), "insertions");
    QCOMPARE(reset.size(), 0);
}

/** By row, whatever happens around it. */
void TestSortedTable::keepsTheSelection()
{
    SortedTable table(nameAndNumber());
    const QAbstractItemModelTester tester(&table);
    table.setRows(rowsOf({QStringLiteral("a"), QStringLiteral("mm"), QStringLiteral("z")}));
    QItemSelectionModel selection(&table);
    selection.setCurrentIndex(table.index(1, 0),
                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
    table.setRows(rowsOf(
        {QStringLiteral("b"), QStringLiteral("bbbb"), QStringLiteral("mm"), QStringLiteral("y")}));
    QCOMPARE(table.keyAt(selection.currentIndex().row()), QStringLiteral("mm"));
    QCOMPARE(selection.selectedRows().size(), 1);
    table.sort(1, Qt::DescendingOrder);
    QCOMPARE(keysOf(table),
             (QStringList{QStringLiteral("bbbb"), QStringLiteral("mm"), QStringLiteral("b"),
                          QStringLiteral("y")}));
    QCOMPARE(selection.selectedRows().constFirst().row(), 1);
    table.setRows(rowsOf({QStringLiteral("b")}));
    QVERIFY(selection.selectedRows().isEmpty());
}

void TestSortedTable::sortsByValues()
{
    SortedTable table(nameAndNumber());
    table.setRows(
        {row(QStringLiteral("a"), 9), row(QStringLiteral("b"), 10), row(QStringLiteral("c"), 9)});
    table.sort(1, Qt::AscendingOrder); // as numbers
    QCOMPARE(keysOf(table),
             (QStringList{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("b")}));
    const QSignalSpy changed(&table, &SortedTable::dataChanged);
    table.setRows(
        {row(QStringLiteral("a"), 11), row(QStringLiteral("b"), 10), row(QStringLiteral("c"), 9)});
    QCOMPARE(keysOf(table),
             (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")}));
    QCOMPARE(changed.size(), 1);
}

void TestSortedTable::showsHarmlessText()
{
    SortedTable table({{QStringLiteral("Text")},
                       {QStringLiteral("Number"), {}, Qt::AlignRight, [](const QVariant &value) {
                            return value.toString() + u'%';
                        }}});
    const QString hostile = QStringLiteral("<b>\u202e\n") + QString(5000, u'x');
    table.setRows({{QStringLiteral("k"), {hostile, 7}}});
    const QString cell = table.index(0, 0).data().toString();
    QVERIFY2(cell.startsWith(QLatin1String("<b>\\u202e")), qPrintable(cell.left(40)));
    QVERIFY(!cell.contains(u'\n'));
    QVERIFY(cell.size() < 1000);
    QVERIFY(table.index(0, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .startsWith(QLatin1String("<span>&lt;b")));
    QCOMPARE(table.index(0, 1).data().toString(), QStringLiteral("7%"));
}

void TestSortedTable::takesTheLastOfTwoWithOneKey()
{
    SortedTable table(nameAndNumber());
    table.setRows({row(QStringLiteral("a"), 1), row(QStringLiteral("a"), 2)});
    QCOMPARE(table.rowCount(), 1);
    QCOMPARE(table.rowAt(0), row(QStringLiteral("a"), 2));
}

/** Random rows, again and again, from a fixed seed. */
void TestSortedTable::followsAnyChange()
{
    SortedTable table(nameAndNumber());
    const QAbstractItemModelTester tester(&table);
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<TableRow> rows;
        QStringList wanted;
        for (int key = 0; key < 30; ++key) {
            if (random() % 2 == 0) {
                rows.push_back(row(QString::number(key), int(random() % 4)));
                wanted += rows.back().key;
            }
        }
        std::ranges::shuffle(rows, random);
        table.setRows(rows);
        table.sort(int(random() % 2), random() % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        QStringList keys = keysOf(table);
        keys.sort();
        wanted.sort();
        QCOMPARE(keys, wanted);
        for (const TableRow &expected : rows) {
            const auto found = keysOf(table).indexOf(expected.key);
            QCOMPARE(table.rowAt(int(found)), expected);
        }
    }
}

/** The worst case, every other row replaced; no time is asserted but one that only a quadratic
 * update exceeds. */
void TestSortedTable::isFastWithTenThousandRows()
{
    constexpr int Count = 10'000;
    SortedTable table(nameAndNumber());
    std::vector<TableRow> rows;
    for (int i = 0; i < Count; ++i) {
        rows.push_back(row(QString::number(i), i));
    }
    table.setRows(rows);
    QItemSelectionModel selection(&table);
    selection.select(table.index(5, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    for (int i = 0; i < Count; i += 2) {
        rows[std::size_t(i)] = row(QString::number(Count + i), i);
    }
    QElapsedTimer timer;
    timer.start();
    table.setRows(rows);
    QVERIFY2(timer.elapsed() < 2000, QByteArray::number(timer.elapsed()));
    QCOMPARE(table.rowCount(), Count);
}

REALTIME_TEST(TestSortedTable, QCoreApplication)
#include "tst_sortedtable.moc"
