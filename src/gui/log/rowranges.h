// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>

class QItemSelectionModel;

/** Consecutive rows. */
struct RowRange
{
    int first = 0;
    int last = 0;

    int count() const { return last - first + 1; }
};

/** The selected rows as ascending ranges: a million rows may be one range. */
QList<RowRange> selectedRowRanges(const QItemSelectionModel &selection);
