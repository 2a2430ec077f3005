// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "support/patience.h"
#include "support/testprogram.h"

#include <QAccessible>
#include <QApplication>
#include <QHeaderView>
#include <QTableView>
#include <QTreeView>

namespace {

/** The names of all cells of a table, row by row. */
QList<QStringList> cellsOf(QAbstractItemView &view)
{
    QAccessibleInterface *whole = QAccessible::queryAccessibleInterface(&view);
    QAccessibleTableInterface *table = whole == nullptr ? nullptr : whole->tableInterface();
    QList<QStringList> rows;
    for (int row = 0; table != nullptr && row < table->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table->columnCount(); ++column) {
            const QAccessibleInterface *cell = table->cellAt(row, column);
            cells.append(cell == nullptr ? QStringLiteral("none") : cell->text(QAccessible::Name));
        }
        rows.append(cells);
    }
    return rows;
}

/** Live, with a row of everything that a test server sends at once. */
std::unique_ptr<WindowFixture> watching(TestServer &server)
{
    auto fixture = std::make_unique<WindowFixture>();
    fixture->controller().setUser(QStringLiteral("alice"));
    fixture->controller().addChannels({QStringLiteral("history:x"), QStringLiteral("nowhere:x")});
    fixture->controller().setConnection(serverConnection(server));
    const bool isLive = QTest::qWaitFor(
        [&] { return fixture->isSubscribed(QStringLiteral("history:x")); }, Patience);
    if (!isLive || !server.publish(QStringLiteral("history:x"), "{\"n\":1}")) {
        return nullptr;
    }
    const bool arrived = QTest::qWaitFor(
        [&] {
            return fixture->column(JournalModel::Payload).contains(QStringLiteral("{\"n\":1}"));
        },
        Patience);
    return arrived ? std::move(fixture) : nullptr;
}

} // namespace

/** What a screen reader says of lists whose cells are painted. */
class TestScreenReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryCellOfTheLog();
    void readsEveryChannel();
    void knowsWhatIsSelected();
};

void TestScreenReader::readsEveryCellOfTheLog()
{
    TestServer server;
    QVERIFY(server.start());
    const auto fixture = watching(server);
    QVERIFY(fixture);
    auto *view = fixture->find<QTableView>("logView");
    const QAbstractItemModel *model = view->model();
    const QList<QStringList> cells = cellsOf(*view);
    QCOMPARE(cells.size(), qsizetype(model->rowCount()));
    QVERIFY(cells.size() >= 5);
    const QHeaderView *header = view->horizontalHeader();
    int place = 0;
    while (header->isSectionHidden(header->logicalIndex(place))) {
        ++place;
    }
    const int first = header->logicalIndex(place); // it says the whole row
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            if (column != first && !header->isSectionHidden(column)) {
                QCOMPARE(cells.at(row).at(column), model->index(row, column).data().toString());
            }
        }
        const QString whole = cells.at(row).at(first);
        QVERIFY2(whole.startsWith(QStringLiteral("Entry %1, ").arg(row + 1)), qPrintable(whole));
        for (const int column : {JournalModel::Kind, JournalModel::Time, JournalModel::Payload}) {
            QVERIFY2(whole.contains(model->index(row, column).data().toString()),
                     qPrintable(whole));
        }
    }
}

void TestScreenReader::readsEveryChannel()
{
    TestServer server;
    QVERIFY(server.start());
    const auto fixture = watching(server);
    QVERIFY(fixture);
    QString all;
    for (const QStringList &row : cellsOf(*fixture->find<QTreeView>("channelView"))) {
        QVERIFY2(!row.constFirst().isEmpty(), qPrintable(all));
        all += row.join(u' ') + u'\n';
    }
    for (const char *part : {"history:x", "subscribed", "nowhere:x", "102"}) {
        QVERIFY2(all.contains(QLatin1String(part)), qPrintable(all));
    }
}

void TestScreenReader::knowsWhatIsSelected()
{
    TestServer server;
    QVERIFY(server.start());
    const auto fixture = watching(server);
    QVERIFY(fixture);
    auto *view = fixture->find<QTableView>("logView");
    view->selectRow(1);
    QAccessibleInterface *whole = QAccessible::queryAccessibleInterface(view);
    QVERIFY(!whole->text(QAccessible::Name).isEmpty());
    QCOMPARE(whole->tableInterface()->selectedRows(), QList<int>{1});
    QVERIFY(whole->tableInterface()->cellAt(1, 0)->state().selected);
    QVERIFY(!whole->tableInterface()->cellAt(0, 0)->state().selected);
}

REALTIME_TEST(TestScreenReader, QApplication)
#include "tst_screenreader.moc"
