// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/ratehistory.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class LogState;

/**
 * Reads the entries of a log into a RateHistory, a little at a time and only while somebody looks.
 * Main thread.
 */
class RateFeed : public QObject
{
    Q_OBJECT

public:
    /** The log outlives this. */
    explicit RateFeed(LogState &log, QObject *parent = nullptr);

    const RateHistory &history() const { return m_history; }
    void setActive(bool active);
    /** While more may come at any moment, silence counts as well. */
    void setLive(bool live);
    bool isLive() const { return m_isLive; }

Q_SIGNALS:
    /** At most four times a second. */
    void changed();

private:
    void read();
    void schedule();
    void startOver();
    bool readSome();

    LogState &m_log;
    RateHistory m_history;
    QTimer m_timer;
    QElapsedTimer m_lastChange;
    bool m_hasChanges = false; ///< not told yet
    quint64 m_nextEntry = 0; ///< entry to be read
    bool m_isActive = false;
    bool m_isLive = false;
};
