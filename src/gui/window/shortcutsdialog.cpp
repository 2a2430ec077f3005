// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/shortcutsdialog.h"

#include "ui_shortcutsdialog.h"

#include "gui/widgets/actiontext.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"
#include "gui/window/shortcutsettings.h"

#include <QAction>
#include <QHeaderView>
#include <QPushButton>

ShortcutsDialog::ShortcutsDialog(ShortcutSettings &settings, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
    , m_settings(settings)
{
    m_ui->setupUi(this);
    for (QWidget *field : m_ui->keysEdit->findChildren<QWidget *>()) {
        field->setAccessibleName(m_ui->keysEdit->accessibleName()); // Qt's, inside it
    }
    prepareTable();
    connect(m_ui->shortcutTable, &QTableWidget::currentCellChanged, this, [this] {
        m_ui->keysEdit->clear();
        updateButtons();
    });
    connect(m_ui->keysEdit, &QKeySequenceEdit::keySequenceChanged, this,
            &ShortcutsDialog::updateButtons);
    connect(m_ui->applyButton, &QPushButton::clicked, this, &ShortcutsDialog::setKeys);
    connect(m_ui->removeKeysButton, &QPushButton::clicked, this, [this] {
        m_ui->keysEdit->clear();
        setKeys();
    });
    connect(m_ui->resetButton, &QPushButton::clicked, this,
            [this] { m_settings.reset(*selectedAction()); });
    connect(m_ui->buttonBox->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked,
            &settings, &ShortcutSettings::resetAll);
    connect(&settings, &ShortcutSettings::changed, this, &ShortcutsDialog::showKeys);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 32);
    updateButtons();
}

ShortcutsDialog::~ShortcutsDialog() = default;

/** Actions first, in the order of the settings, then the keys that can't be changed. */
void ShortcutsDialog::prepareTable()
{
    QTableWidget *table = m_ui->shortcutTable;
    new FocusRing(table);
    table->setColumnCount(2);
    table->setHorizontalHeaderLabels({tr("Keys"), tr("Action")});
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const QAction *action : m_settings.actions()) {
        addRow(keysOf(*action), actionText(*action));
    }
    addRow(tr("Esc"), tr("In the log: clear the selection, follow the newest in the detail"));
    addRow(tr("Esc"), tr("In the filter: go to the log; the filter stays"));
    addRow(tr("Del"), tr("In the channels: stop watching the selected one"));
    addRow(tr("Enter"), tr("In the channels: show only the selected one in the log, or all again"));
    addRow(tr("Ctrl+F"), tr("In the detail: find in the message; F3 goes to the next place"));
    addRow(tr("F5"), tr("In the channels: subscribe to the selected one again"));
    addRow(tr("Shift+F5"), tr("In the channels: subscribe again to all that are not subscribed"));
    addRow(tr("Backspace"), tr("In the channels: acknowledge the gap of the selected one"));
    table->resizeColumnToContents(0);
    table->setColumnWidth(0, table->columnWidth(0) + fontMetrics().averageCharWidth() * 3);
}

void ShortcutsDialog::addRow(const QString &keys, const QString &text)
{
    const int row = m_ui->shortcutTable->rowCount();
    m_ui->shortcutTable->insertRow(row);
    m_ui->shortcutTable->setItem(row, 0, new QTableWidgetItem(keys));
    m_ui->shortcutTable->setItem(row, 1, new QTableWidgetItem(text));
}

/** Keys of the user are in bold type. */
void ShortcutsDialog::showKeys()
{
    for (int row = 0; row < int(m_settings.actions().size()); ++row) {
        const QAction &action = *m_settings.actions().at(row);
        QTableWidgetItem *item = m_ui->shortcutTable->item(row, 0);
        QFont font = m_ui->shortcutTable->font();
        font.setBold(m_settings.isChanged(action));
        item->setFont(font);
        item->setText(keysOf(action));
    }
    m_ui->keysEdit->clear();
    updateButtons();
}

QAction *ShortcutsDialog::selectedAction() const
{
    return m_settings.actions().value(m_ui->shortcutTable->currentRow());
}

void ShortcutsDialog::updateButtons()
{
    const QAction *action = selectedAction();
    const QKeySequence keys = m_ui->keysEdit->keySequence();
    const QString why = action == nullptr ? QString() : m_settings.findFault(*action, keys);
    QString note = QStringLiteral(" "); // its place is always there
    if (m_ui->shortcutTable->currentRow() < 0) {
        note = tr("Select an action to change its keys.");
    } else if (action == nullptr) {
        note = tr("These keys can't be changed.");
    } else if (!why.isEmpty()) {
        note = why;
    }
    showWrapped(m_ui->keysFaultLabel, note);
    m_ui->keysEdit->setEnabled(action != nullptr);
    m_ui->applyButton->setEnabled(action != nullptr && !keys.isEmpty() && why.isEmpty());
    m_ui->removeKeysButton->setEnabled(action != nullptr && !action->shortcuts().isEmpty());
    m_ui->resetButton->setEnabled(action != nullptr && m_settings.isChanged(*action));
}

void ShortcutsDialog::setKeys()
{
    m_settings.setKeys(*selectedAction(), m_ui->keysEdit->keySequence());
}
