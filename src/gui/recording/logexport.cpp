// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/logexport.h"

#include "gui/log/logstate.h"

#include <QTableView>

namespace {

std::vector<std::uint64_t> selectedNumbers(const QTableView &view)
{
    std::vector<std::uint64_t> numbers;
    const QModelIndexList rows = view.selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        numbers.push_back(row.data(JournalModel::EntryNumberRole).toULongLong());
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
    choice.selected = [&view] { return selectedNumbers(view); };
    return choice;
}
