// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/colorrules.h"

#include <QDialog>

#include <memory>

class Theme;

namespace Ui {
class ColorRulesDialog;
}

/** Edits the ordered rules that colour rows. Changes take effect with OK. */
class ColorRulesDialog : public QDialog
{
    Q_OBJECT

public:
    ColorRulesDialog(ColorRules &rules, const Theme &theme, QWidget *parent);
    ~ColorRulesDialog() override;

private:
    void fill(int row);
    void showCurrent();
    void applyEdit();
    void applyChecks();
    void addRule();
    void removeRule();
    void moveRule(int by);
    void refresh();
    void save();

    std::unique_ptr<Ui::ColorRulesDialog> m_ui;
    ColorRules &m_rules;
    const Theme &m_theme;
    QList<ColorRule> m_edited;
    bool m_isFilling = false;
};
