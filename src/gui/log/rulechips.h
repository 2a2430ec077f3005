// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class LogState;
class QHBoxLayout;
class QToolButton;
class Theme;

/** The rules that have a button below the filter line: pressed, each is a further filter. */
class RuleChips : public QWidget
{
    Q_OBJECT

public:
    explicit RuleChips(QWidget *parent = nullptr);

    void attach(LogState &log, const Theme &theme);

private:
    void fill();
    QToolButton *makeChip(qsizetype index);
    void showMenu(QToolButton &chip, const QPoint &place);
    void apply();
    void showPressed();
    QList<QToolButton *> buttons() const;

    LogState *m_log = nullptr;
    const Theme *m_theme = nullptr;
    QHBoxLayout *m_row;
};
