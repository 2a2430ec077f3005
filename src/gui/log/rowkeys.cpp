// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowkeys.h"

#include <QTableView>

namespace {

int lowestRow(const QTableView &view)
{
    const int row = view.rowAt(view.viewport()->height() - 1);
    return row < 0 ? view.model()->rowCount() - 1 : row;
}

} // namespace

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
        view.selectionModel()->setCurrentIndex(view.model()->index(row, 0),
                                               QItemSelectionModel::NoUpdate);
        return false;
    }
    default:
        return false;
    }
}
