// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/logexport.h"

#include "gui/controller/logstate.h"
#include "gui/log/rowranges.h"

#include <QTableView>

namespace {

std::vector<NumberRange> selectedNumbers(const JournalModel &model, const QTableView &view)
{
    std::vector<NumberRange> numbers;
    for (const RowRange &rows : selectedRowRanges(*view.selectionModel())) {
        numbers.push_back({model.numberOfRow(rows.first), model.numberOfRow(rows.last) + 1});
    }
    return numbers;
}

} // namespace

ExportSource exportSource(LogState &log, const QTableView &view)
{
    ExportSource source;
    source.entries = &log.source();
    source.fields = [&log] { return log.columns().fields(); };
    source.shown = [&log] { return log.appliedFilter(); };
    source.hasSelection = [&view] { return view.selectionModel()->hasSelection(); };
    source.selected = [&log, &view] { return selectedNumbers(log.model(), view); };
    return source;
}
