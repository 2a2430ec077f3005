// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMenu>

class LogState;
class Theme;

/** What can be done with a filter besides typing it: examples, earlier ones, rules. */
class FilterMenu : public QMenu
{
    Q_OBJECT

public:
    /** `log` and `theme` outlive this. */
    FilterMenu(LogState &log, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    /** An example or an earlier filter is to be put into the field. */
    void filterChosen(const QString &filter);

private:
    void fill();
    void addExamples();
    void addHistory();
    void saveAsRule();

    LogState &m_log;
    const Theme &m_theme;
};
