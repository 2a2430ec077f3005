// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "monitor/explain/explanation.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

class IoThread;
struct TimelineAttempt;
struct WatchRequest;

/**
 * Tries a connection: connects and subscribes as a session would, tells how far it came, and ends
 * the connection. Makes one attempt at one address. Main thread.
 */
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    enum class State { NotRun, Running, Passed, Failed };

    /** Without an answer for so long, it has failed. */
    static constexpr std::chrono::seconds LongestWait{15};

    /** `io` outlives this. */
    explicit ConnectionTest(IoThread &io, QObject *parent = nullptr);
    ~ConnectionTest() override;

    /** Begins anew. */
    void start(const WatchRequest &request);
    /** Ends the connection and forgets what was found. */
    void reset();

    State state() const { return m_state; }
    /** The steps so far: "✓ TCP 0.3 ms"; of a failed one its layer, code and words. */
    const QString &steps() const { return m_steps; }
    /** Why it failed and what to do; empty otherwise. */
    const Explanation &explanation() const { return m_explanation; }

Q_SIGNALS:
    void changed();

private:
    struct Connection;

    void follow();
    void decide(const TimelineAttempt &attempt);
    void fail(const Centrifuge::Error &error, ExplainedStep step, const QString &channel = {});
    void finish(State state);

    IoThread &m_io;
    std::unique_ptr<Connection> m_connection;
    State m_state = State::NotRun;
    QString m_steps;
    Explanation m_explanation;
    QTimer m_timer;
};
