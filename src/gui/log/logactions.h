// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/journalmodel.h"

#include <QKeySequence>
#include <QObject>

class LogState;
class LogTable;
class QAction;
class QActionGroup;
class QMenu;
class Theme;

/**
 * The actions of a log for the menus of its window: filter, search, marks, times, rules.
 * Shortcuts of a single key work only while the rows have the focus.
 */
class LogActions : public QObject
{
    Q_OBJECT

public:
    LogActions(LogTable &table, LogState &log, const Theme &theme, QObject *parent);

    /** Filter, search and marks. */
    void addSearchActions(QMenu &menu);
    /** Rules, columns of the watcher and the time. */
    void addViewActions(QMenu &menu);

private:
    struct Key
    {
        QString name;
        QString text;
        QKeySequence shortcut;
        bool isOnlyInRows = false;
    };
    template <typename Act> QAction *add(const Key &key, Act act);
    void addTimeModes(QMenu &menu);
    void addZone(QMenu &menu);
    QAction *makeSystemRowsAction();
    QAction *makeWatchersAction();
    QAction *makeMergeAction();
    QAction *makeLanesAction();
    void setTimeMode(JournalModel::TimeMode mode);
    void updateTimeMode();
    void askForNumber();

    LogTable &m_table;
    LogState &m_log;
    const Theme &m_theme;
    QList<QAction *> m_search;
    QList<QAction *> m_marks;
    QAction *m_rules;
    QAction *m_systemRows;
    QAction *m_watchers;
    QAction *m_merge;
    QAction *m_lanes;
    QActionGroup *m_times;
};
