// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/stepreporter.h"

#include "centrifuge/clock.h"

namespace Centrifuge {

StepReporter::StepReporter(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void StepReporter::beginAttempt()
{
    ++m_attempt;
}

void StepReporter::report(ConnectionStep step)
{
    const bool isUnderWay = step.state == ConnectionStep::State::Started;
    m_stepUnderWay = isUnderWay ? std::optional(step.kind) : std::nullopt;
    step.attempt = m_attempt;
    Q_EMIT stepObserved(step);
}

void StepReporter::report(ConnectionStep::Kind kind, ConnectionStep::State state,
                          const QString &detail)
{
    report({kind, state, m_clock.monotonic(), detail});
}

void StepReporter::failStepUnderWay(const Error &error)
{
    if (m_stepUnderWay) {
        report({*m_stepUnderWay, ConnectionStep::State::Failed, m_clock.monotonic(), error.message,
                error});
    }
}

void StepReporter::reportSubscribe(const QString &channel, ConnectionStep::State state,
                                   const Error &error)
{
    Q_EMIT stepObserved({ConnectionStep::Kind::Subscribe, state, m_clock.monotonic(), error.message,
                         error, m_attempt, channel});
}

} // namespace Centrifuge
