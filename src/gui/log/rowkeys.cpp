// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowkeys.h"

#include <QHeaderView>
#include <QTableView>

namespace {

int lowestRow(const QTableView &view)
{
    const int row = view.rowAt(view.viewport()->height() - 1);
    return row < 0 ? view.model()->rowCount() - 1 : row;
}

} // namespace

QModelIndex shownCell(const QTableView &view, int row)
{
    const QHeaderView &header = *view.horizontalHeader();
    int place = 0;
    while (place + 1 < header.count() && header.isSectionHidden(header.logicalIndex(place))) {
        ++place;
    }
    return view.model()->index(row, header.logicalIndex(place));
}

bool moveFromVisibleRows(QTableView &view, int key)
{
    if (view.selectionModel()->hasSelection()) {
        return false;
    }
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        view.selectRow(lowestRow(view));
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const int row = key == Qt::Key_PageUp ? view.rowAt(0) : lowestRow(view);
        view.selectionModel()->setCurrentIndex(shownCell(view, row), QItemSelectionModel::NoUpdate);
        return false;
    }
    default:
        return false;
    }
}
