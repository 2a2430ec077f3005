// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/connectiontimeline.h"

#include <QObject>

namespace Centrifuge {
class Clock;
}

class WatcherOutput;
class QUrl;

/**
 * Follows a client's attempts to connect, and reports their timeline after the rows that it belongs
 * to. Only the newest is reported, and the next one when the last was accepted, so that they can't
 * pile up. Owned by the worker of a session; I/O thread.
 */
class TimelineReporter : public QObject
{
    Q_OBJECT

public:
    /** Both outlive this. */
    TimelineReporter(const Centrifuge::Clock &clock, WatcherOutput &output,
                     QObject *parent = nullptr);

    /** A new client begins; `earlier` is what the session before it saw. */
    void start(const ConnectionTimeline &earlier);
    void addStep(const Centrifuge::ConnectionStep &step, const QUrl &url);
    void fail(const Centrifuge::Error &error);
    void end(const Centrifuge::StateChange &change);
    /** The last report was taken. */
    void accept();
    /** As end(), and reported with the next batch in any case. */
    void finish(const Centrifuge::StateChange &change);

Q_SIGNALS:
    void timelineChanged(const ConnectionTimeline &timeline);

private:
    void touch();
    void report();

    const Centrifuge::Clock &m_clock;
    WatcherOutput &m_output;
    ConnectionTimeline m_timeline;
    bool m_isNew = false; ///< it changed since the last report
    bool m_isReported = false; ///< and not accepted yet
};
