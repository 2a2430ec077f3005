// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/ratehistory.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class LogState;

/**
 * Reads the entries of a log into a RateHistory, in slices of a few milliseconds and only while the
 * chart is visible. Main thread.
 */
class RateFeed : public QObject
{
    Q_OBJECT

public:
    /** `log` outlives this. */
    explicit RateFeed(LogState &log, QObject *parent = nullptr);

    const RateHistory &history() const { return m_history; }
    void setActive(bool active);
    /** Whether time without messages counts, as in a log that is connected. */
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
    bool m_hasChanges = false; ///< since the last changed()
    quint64 m_nextEntry = 0; ///< number of the entry to read next
    bool m_isActive = false;
    bool m_isLive = false;
};
