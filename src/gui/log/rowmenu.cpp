// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rowmenu.h"

#include "gui/controller/logstate.h"
#include "gui/log/logtable.h"
#include "gui/log/marknote.h"
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
    case JournalModel::Date:
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
    case JournalModel::User:
        return FilterCell::User;
    case JournalModel::Client:
        return FilterCell::Client;
    default:
        return FilterCell::Payload;
    }
}

/** What the cell says, as a condition. */
QString conditionOf(const JournalModel &model, int column, const Entry &entry)
{
    if (column < JournalModel::ColumnCount) {
        return QString::fromStdString(cellCondition(filterCell(column), entry));
    }
    const EntryField &field = model.fields()[std::size_t(column - JournalModel::ColumnCount)];
    const std::string_view value = field.valueIn(entry);
    return value.empty()
        ? QString()
        : QString::fromStdString(valueCondition(field.field(), field.path(), value));
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

namespace {

/** Those of the row that the clicked cell does not offer anyway. */
void addOnlyActions(QMenu &menu, LogState &log, const Entry &entry, const QString &ofCell)
{
    const QList<std::pair<FilterCell, QString>> cells{
        {FilterCell::Channel, Tr::tr("Only this c&hannel")},
        {FilterCell::User, Tr::tr("Only this &user")},
        {FilterCell::Kind, Tr::tr("Only this &kind")}};
    for (const auto &[cell, text] : cells) {
        const QString condition = QString::fromStdString(cellCondition(cell, entry));
        if (!condition.isEmpty() && condition != ofCell) {
            menu.addAction(text, &log, [&log, condition] { log.setFilterText(condition); });
        }
    }
}

void addCopies(QMenu &menu, LogTable &table)
{
    menu.addAction(Tr::tr("Copy the &payload"), &table,
                   [&table] { table.copyRows(CopyFormat::Payload); });
    QMenu *copies = menu.addMenu(Tr::tr("&Copy"));
    const QList<std::pair<CopyFormat, QString>> formats{
        {CopyFormat::Text, Tr::tr("As &text")},
        {CopyFormat::Json, Tr::tr("As &JSON")},
        {CopyFormat::JsonLines, Tr::tr("As JSON &lines")},
        {CopyFormat::Csv, Tr::tr("As &CSV")}};
    for (const auto &[format, text] : formats) {
        copies->addAction(text, &table, [&table, how = format] { table.copyRows(how); });
    }
}

/** By number: the row may be trimmed while the menu is open. */
void addPublishing(QMenu &menu, LogTable &table, LogState &log, const Entry &entry)
{
    const RowPublishing &publishing = table.publishing();
    if (!publishing.load || entry.kind != EntryKind::Publication || (entry.flags & NotKept) != 0) {
        return;
    }
    const auto withEntry = [&log, number = entry.number](const RowPublishing::Act &act) {
        const Entry now = log.model().entryOf(number);
        if (now.number != 0) {
            act(now);
        }
    };
    menu.addSeparator();
    menu.addAction(Tr::tr("&Load into Publish"), &table,
                   [withEntry, act = publishing.load] { withEntry(act); });
    QAction *send = menu.addAction(Tr::tr("&Send again"), &table,
                                   [withEntry, act = publishing.sendAgain] { withEntry(act); });
    send->setEnabled(publishing.whyNot().isEmpty());
    if (const OwnRow *own = log.ownRows().find(entry)) {
        menu.addAction(Tr::tr("Show the pu&blish"), &table,
                       [&table, id = own->publish] { Q_EMIT table.publishRequested(id); });
    }
}

void addMarks(QMenu &menu, LogTable &table, LogState &log, const Entry &entry)
{
    menu.addSeparator();
    const bool isMarked = log.marks().contains(entry.number);
    menu.addAction(isMarked ? Tr::tr("Remove the &mark") : Tr::tr("&Mark"), &table,
                   &LogTable::toggleMark);
    menu.addAction(Tr::tr("N&ote of the mark…"), &table,
                   [&table, &log, number = entry.number] { askForNote(log, number, table); });
    menu.addAction(Tr::tr("Count &times from here"), &log, [&log, number = entry.number] {
        log.model().setTimeMode(JournalModel::TimeMode::SinceReference, number);
    });
}

} // namespace

void fillRowMenu(QMenu &menu, LogTable &table, LogState &log, const QModelIndex &cell)
{
    const Entry entry = log.model().entryAt(cell.row());
    if (entry.number != 0) {
        const QString condition = conditionOf(log.model(), cell.column(), entry);
        addFilterActions(menu, log, condition);
        addOnlyActions(menu, log, entry, condition);
        menu.addSeparator();
    }
    addCopies(menu, table);
    addPublishing(menu, table, log, entry);
    addMarks(menu, table, log, entry);
}
