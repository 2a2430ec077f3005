// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QModelIndex>

class QTableView;

/** The leftmost cell of the row that is shown: a view does not scroll to hidden ones. */
QModelIndex shownCell(const QTableView &view, int row);

/**
 * To be called before a view of rows gets `key`. While nothing is selected, Up, Down and the page
 * keys go on from the rows in sight, and not from one that was current long ago. True when nothing
 * is left to do for the view.
 */
bool moveFromVisibleRows(QTableView &view, int key);
