// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/connectionstep.h"

#include <QObject>

#include <optional>

namespace Centrifuge {

class Clock;

/**
 * Reports the steps of a client's attempts to connect, each with the number of its attempt, and
 * fails the one that is under way when its attempt ends. Owned by its client, I/O thread.
 */
class StepReporter : public QObject
{
    Q_OBJECT

public:
    StepReporter(const Clock &clock, QObject *parent);

    void beginAttempt();
    /** Of the steps up to Connect, which follow each other. */
    std::optional<ConnectionStep::Kind> stepUnderWay() const { return m_stepUnderWay; }

    void report(ConnectionStep step);
    void report(ConnectionStep::Kind kind, ConnectionStep::State state, const QString &detail = {});
    /** The attempt is over: what was under way has failed, also where the transport was aborted. */
    void failStepUnderWay(const Error &error);
    /** Several subscribes may be under way at once. */
    void reportSubscribe(const QString &channel, ConnectionStep::State state,
                         const Error &error = {});

Q_SIGNALS:
    void stepObserved(const Centrifuge::ConnectionStep &step);

private:
    const Clock &m_clock;
    int m_attempt = 0;
    std::optional<ConnectionStep::Kind> m_stepUnderWay;
};

} // namespace Centrifuge
