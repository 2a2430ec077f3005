// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDialog>

#include <memory>

class QAction;

namespace Ui {
class ShortcutsDialog;
}

/** The list of all shortcuts, read from the actions. */
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent);
    ~ShortcutsDialog() override;

private:
    void addRow(const QString &keys, const QString &text);

    std::unique_ptr<Ui::ShortcutsDialog> m_ui;
};
