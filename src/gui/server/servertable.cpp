// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/servertable.h"

#include "gui/widgets/focusring.h"
#include "monitor/server/sortedtable.h"

#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

ServerTable::ServerTable(QWidget *parent)
    : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // no row is measured
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumHeight(fontMetrics().height() + 12);
    new FocusRing(this);
}

void ServerTable::attach(SortedTable &table, const QList<int> &widths)
{
    m_table = &table;
    setModel(&table);
    const int character = fontMetrics().averageCharWidth();
    for (qsizetype column = 0; column < widths.size(); ++column) {
        horizontalHeader()->resizeSection(int(column), widths.at(column) * character);
    }
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSortIndicator(table.sortColumn(), table.sortOrder());
    setSortingEnabled(true); // sorts by the indicator
    connect(&table, &SortedTable::aboutToChange, this, &ServerTable::rememberTop);
    connect(&table, &SortedTable::changed, this, &ServerTable::restoreTop);
}

QStringList ServerTable::selectedKeys() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows()) {
        rows.append(index.row());
    }
    std::ranges::sort(rows);
    QStringList keys;
    for (const int row : rows) {
        keys.append(m_table->keyAt(row));
    }
    return keys;
}

void ServerTable::rememberTop()
{
    const int top = verticalScrollBar()->value();
    m_top = top > 0 ? QPersistentModelIndex(m_table->index(top, 0)) : QPersistentModelIndex();
}

void ServerTable::restoreTop()
{
    if (m_top.isValid()) {
        executeDelayedItemsLayout(); // the scroll bar's range is that of the new rows
        verticalScrollBar()->setValue(m_top.row());
    }
    m_top = QPersistentModelIndex();
}
