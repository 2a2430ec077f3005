// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/shortcutsdialog.h"

#include "ui_shortcutsdialog.h"

#include <QAction>
#include <QHeaderView>

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
{
    m_ui->setupUi(this);
    m_ui->shortcutTable->setColumnCount(2);
    m_ui->shortcutTable->setHorizontalHeaderLabels({tr("Keys"), tr("Action")});
    m_ui->shortcutTable->verticalHeader()->hide();
    m_ui->shortcutTable->horizontalHeader()->setStretchLastSection(true);
    m_ui->shortcutTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty()) {
            addRow(action->shortcut().toString(QKeySequence::NativeText), action->iconText());
        }
    }
    addRow(tr("Esc"), tr("In the log: drop the selection, follow the newest in the detail"));
    addRow(tr("Del"), tr("In the channels: stop watching the selected one"));
    m_ui->shortcutTable->resizeColumnToContents(0);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 32);
}

ShortcutsDialog::~ShortcutsDialog() = default;

void ShortcutsDialog::addRow(const QString &keys, const QString &words)
{
    const int row = m_ui->shortcutTable->rowCount();
    m_ui->shortcutTable->insertRow(row);
    m_ui->shortcutTable->setItem(row, 0, new QTableWidgetItem(keys));
    m_ui->shortcutTable->setItem(row, 1, new QTableWidgetItem(words));
}
