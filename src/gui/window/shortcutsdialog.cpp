// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/shortcutsdialog.h"

#include "ui_shortcutsdialog.h"

#include "gui/widgets/focusring.h"

#include <QAction>
#include <QHeaderView>

namespace {

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &shortcut : action.shortcuts()) {
        keys += shortcut.toString(QKeySequence::NativeText);
    }
    return keys.join(ShortcutsDialog::tr(" or "));
}

/** The text of the menu without mnemonic and ellipsis. */
QString menuTextOf(const QAction &action)
{
    return action.text().remove(u'&').remove(QChar(0x2026));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
{
    m_ui->setupUi(this);
    new FocusRing(m_ui->shortcutTable);
    m_ui->shortcutTable->setColumnCount(2);
    m_ui->shortcutTable->setHorizontalHeaderLabels({tr("Keys"), tr("Action")});
    m_ui->shortcutTable->verticalHeader()->hide();
    m_ui->shortcutTable->horizontalHeader()->setStretchLastSection(true);
    m_ui->shortcutTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty()) {
            addRow(keysOf(*action), menuTextOf(*action));
        }
    }
    addRow(tr("Esc"), tr("In the log: clear the selection, follow the newest in the detail"));
    addRow(tr("Esc"), tr("In the filter: go to the log; the filter stays"));
    addRow(tr("Del"), tr("In the channels: stop watching the selected one"));
    addRow(tr("Enter"), tr("In the channels: show only the selected one in the log, or all again"));
    addRow(tr("Ctrl+F"), tr("In the detail: find in the message; F3 goes to the next place"));
    addRow(tr("F5"), tr("In the channels: subscribe to the selected one again"));
    addRow(tr("Shift+F5"), tr("In the channels: subscribe again to all that are not subscribed"));
    addRow(tr("Backspace"), tr("In the channels: acknowledge the gap of the selected one"));
    m_ui->shortcutTable->resizeColumnToContents(0);
    m_ui->shortcutTable->setColumnWidth(
        0, m_ui->shortcutTable->columnWidth(0) + fontMetrics().averageCharWidth() * 3);
    m_ui->shortcutTable->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 32);
}

ShortcutsDialog::~ShortcutsDialog() = default;

void ShortcutsDialog::addRow(const QString &keys, const QString &text)
{
    const int row = m_ui->shortcutTable->rowCount();
    m_ui->shortcutTable->insertRow(row);
    m_ui->shortcutTable->setItem(row, 0, new QTableWidgetItem(keys));
    m_ui->shortcutTable->setItem(row, 1, new QTableWidgetItem(text));
}
