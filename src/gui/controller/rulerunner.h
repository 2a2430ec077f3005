// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/log/rulelist.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <vector>

class WindowController;
struct Entry;

/**
 * Does with the new entries of a live log what rules say: marks them, pauses the log, asks for a
 * notification. Entries from before a rule was changed are not new. Main thread.
 */
class RuleRunner : public QObject
{
    Q_OBJECT

public:
    /** At most so many entries are marked; a filter that matches everything would mark them all. */
    static constexpr qsizetype MaxMarks = 10'000;

    /** Both outlive this. */
    RuleRunner(WindowController &controller, RuleList &rules, QObject *parent = nullptr);

    /** The least time between two notifications; 10 s unless it is set. */
    void setNotificationInterval(std::chrono::milliseconds interval);

Q_SIGNALS:
    /** The log was paused because of this entry. */
    void pausedAt(quint64 number);
    /** `text` has a line for each rule. */
    void notificationDue(const QString &text);

private:
    struct Run
    {
        Rule rule;
        FilterRun filter;
        QList<quint64> marked; ///< of the entries that are being looked at
    };
    void compile();
    void followEntries();
    void apply(Run &run, const Entry &entry);
    void mark();
    void pause(const Rule &rule, quint64 number);
    void notify();

    WindowController &m_controller;
    RuleList &m_rules;
    std::vector<Run> m_runs;
    quint64 m_next; ///< number of the first entry that was not looked at
    QMap<QString, int> m_notified; ///< matches by rule, since the last notification
    QTimer m_quiet; ///< after a notification
};
