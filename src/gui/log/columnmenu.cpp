// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/columnmenu.h"

#include "gui/controller/logstate.h"
#include "gui/log/linedialog.h"
#include "gui/widgets/labeltext.h"
#include "monitor/log/journalcells.h"
#include "monitor/platform/tr.h"

#include <QMenu>

namespace {

QString titleOf(const ColumnChoice &choice, const LogColumn &column)
{
    const int section = choice.modelColumn(column.name);
    return withoutMnemonics(section < JournalModel::ColumnCount ? columnTitle(section)
                                                                : labelText(column.name));
}

/** Tells what is wrong with what is typed. */
void askForField(LogState &log, QWidget &parent)
{
    auto *dialog = new LineDialog({Tr::tr("Add a column"),
                                   Tr::tr("A field of the data, the tags or the info of messages, "
                                          "for example data.user.id or tag.version"),
                                   QStringLiteral("data.")},
                                  &parent);
    dialog->acceptOnly([](const QString &text) {
        FilterFault fault;
        return EntryField::parse(text.toStdString(), fault) ? QString()
                                                            : QString::fromStdString(fault.message);
    });
    QObject::connect(dialog, &LineDialog::chosen, &log.columns(), &ColumnChoice::addField);
    dialog->open();
}

} // namespace

void fillColumnMenu(QMenu &menu, LogState &log, QWidget &parent, int column)
{
    ColumnChoice &choice = log.columns();
    for (const LogColumn &each : choice.columns()) {
        QAction *action = menu.addAction(titleOf(choice, each));
        action->setCheckable(true);
        action->setChecked(each.isShown);
        QObject::connect(action, &QAction::toggled, &choice,
                         [&choice, name = each.name](bool shown) { choice.setShown(name, shown); });
    }
    menu.addSeparator();
    menu.addAction(Tr::tr("&Add a column for a field…"), &parent,
                   [&log, &parent] { askForField(log, parent); });
    if (column >= JournalModel::ColumnCount) {
        const QString name = choice.nameOf(column);
        menu.addAction(Tr::tr("R&emove the column %1").arg(withoutMnemonics(labelText(name))),
                       &choice, [&choice, name] { choice.removeField(name); });
    }
    menu.addAction(Tr::tr("&Reset the columns"), &choice, &ColumnChoice::reset);
}
