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

ExportChoice exportChoice(LogState &log, const QTableView &view)
{
    ExportChoice choice;
    choice.source = &log.source();
    choice.shown = [&log] { return log.appliedFilter(); };
    choice.hasSelection = [&view] { return view.selectionModel()->hasSelection(); };
    choice.selected = [&log, &view] { return selectedNumbers(log.model(), view); };
    return choice;
}
