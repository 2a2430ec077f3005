// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDialog>

#include <memory>

class QAction;
class ShortcutSettings;

namespace Ui {
class ShortcutsDialog;
}

/** The list of all shortcuts; those of actions can be changed. */
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    /** `settings` outlives this. */
    ShortcutsDialog(ShortcutSettings &settings, QWidget *parent);
    ~ShortcutsDialog() override;

private:
    void prepareTable();
    void addRow(const QString &keys, const QString &text);
    void showKeys();
    void updateButtons();
    /** Of the selected row; null for keys that no action has. */
    QAction *selectedAction() const;
    void setKeys();

    std::unique_ptr<Ui::ShortcutsDialog> m_ui;
    ShortcutSettings &m_settings;
};
