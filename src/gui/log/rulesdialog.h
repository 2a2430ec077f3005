// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/rulelist.h"

#include <QDialog>

#include <memory>

class LogState;
class QCheckBox;
class Theme;

namespace Ui {
class RulesDialog;
}

/** Edits the ordered rules. Changes take effect with OK. */
class RulesDialog : public QDialog
{
    Q_OBJECT

public:
    RulesDialog(RuleList &rules, const Theme &theme, QWidget *parent);
    ~RulesDialog() override;

    /** Begins with this one selected. */
    void select(int row);
    /** Begins with a further rule, whose name is to be typed. */
    void add(const Rule &rule);

private:
    QList<QCheckBox *> effectBoxes() const;
    void fill(int row);
    void showCurrent();
    void applyEdit();
    void applyChecks();
    void removeRule();
    void moveRule(int by);
    void refresh();
    void save();

    std::unique_ptr<Ui::RulesDialog> m_ui;
    RuleList &m_rules;
    const Theme &m_theme;
    QList<Rule> m_edited;
    bool m_isFilling = false;
};

/** Opens the rules of `log`, which has some; the dialog deletes itself. */
RulesDialog *openRules(LogState &log, const Theme &theme, QWidget *parent);
