// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowranges.h"

#include <QItemSelectionModel>

#include <algorithm>

QList<RowRange> selectedRowRanges(const QItemSelectionModel &selection)
{
    QList<RowRange> ranges;
    for (const QItemSelectionRange &range : selection.selection()) {
        ranges.append({range.top(), range.bottom()});
    }
    std::ranges::sort(ranges, {}, &RowRange::first);
    return ranges;
}
