// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowmenu.h"

#include "gui/controller/logstate.h"
#include "gui/log/logtable.h"
#include "gui/log/rowcopy.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/platform/tr.h"

#include <QMenu>

namespace {

FilterCell filterCell(int column)
{
    switch (column) {
    case JournalModel::Number:
        return FilterCell::Number;
    case JournalModel::Time:
    case JournalModel::Delta:
        return FilterCell::Time;
    case JournalModel::Watcher:
        return FilterCell::Watcher;
    case JournalModel::Channel:
        return FilterCell::Channel;
    case JournalModel::Offset:
        return FilterCell::Offset;
    case JournalModel::Kind:
        return FilterCell::Kind;
    case JournalModel::Size:
        return FilterCell::Size;
    default:
        return FilterCell::Payload;
    }
}

} // namespace

void addFilterActions(QMenu &menu, LogState &log, const QString &condition)
{
    if (condition.isEmpty()) {
        return;
    }
    const QString shown = withoutMnemonics(menu.fontMetrics().elidedText(
        labelText(condition), Qt::ElideRight, menu.fontMetrics().averageCharWidth() * 40));
    const QList<std::pair<FilterJoin, QString>> joins{{FilterJoin::Only, Tr::tr("Only %1")},
                                                      {FilterJoin::Not, Tr::tr("Not %1")},
                                                      {FilterJoin::And, Tr::tr("And %1")},
                                                      {FilterJoin::Or, Tr::tr("Or %1")}};
    for (const auto &[join, text] : joins) {
        const bool isAlone = log.filterText().trimmed().isEmpty();
        QAction *action = menu.addAction(text.arg(shown), &log, [&log, condition, how = join] {
            log.setFilterText(QString::fromStdString(
                joinedFilter(log.filterText().toStdString(), condition.toStdString(), how)));
        });
        action->setEnabled(!isAlone || join == FilterJoin::Only || join == FilterJoin::Not);
    }
}

void fillRowMenu(QMenu &menu, LogTable &table, LogState &log, const QModelIndex &cell)
{
    const Entry entry = log.model().entryAt(cell.row());
    if (entry.number != 0) {
        addFilterActions(menu, log,
                         QString::fromStdString(cellCondition(filterCell(cell.column()), entry)));
        menu.addSeparator();
    }
    QMenu *copies = menu.addMenu(Tr::tr("&Copy"));
    const QList<std::pair<CopyFormat, QString>> formats{
        {CopyFormat::Text, Tr::tr("As &text")},
        {CopyFormat::Json, Tr::tr("As &JSON")},
        {CopyFormat::JsonLines, Tr::tr("As JSON &lines")},
        {CopyFormat::Csv, Tr::tr("As &CSV")}};
    for (const auto &[format, text] : formats) {
        copies->addAction(text, &table, [&table, how = format] { table.copyRows(how); });
    }
    const bool isMarked = log.marks().contains(entry.number);
    menu.addAction(isMarked ? Tr::tr("Remove the &mark") : Tr::tr("&Mark"), &table,
                   &LogTable::toggleMark);
    menu.addAction(Tr::tr("Count &times from here"), &log, [&log, number = entry.number] {
        log.model().setTimeMode(JournalModel::TimeMode::SinceReference, number);
    });
}
