// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/connectiontimeline.h"

#include "monitor/platform/tr.h"

#include <algorithm>

using Centrifuge::ConnectionStep;
using StepKind = ConnectionStep::Kind;
using StepState = ConnectionStep::State;

namespace {

void endStep(TimelineStep &step, const ConnectionStep &seen)
{
    step.state = seen.state;
    step.detail = seen.detail;
    step.error = seen.error;
    if (seen.state != StepState::NotObserved) {
        step.duration = std::max(std::chrono::nanoseconds(0), seen.at - step.startedAt);
    }
}

TimelineStep beginStep(const ConnectionStep &seen)
{
    TimelineStep step;
    step.kind = seen.kind;
    step.startedAt = seen.at;
    step.channel = seen.channel;
    step.state = seen.state;
    if (seen.state != StepState::Started) {
        // Its start was not seen, so nothing can be said of how long it took.
        step.detail = seen.detail;
        step.error = seen.error;
    }
    return step;
}

bool isFailed(const TimelineStep &step)
{
    return step.state == StepState::Failed;
}

} // namespace

const TimelineStep *TimelineAttempt::failedStep() const
{
    const auto step = std::find_if(steps.cbegin(), steps.cend(), isFailed);
    if (step != steps.cend()) {
        return &*step;
    }
    const auto subscribe = std::find_if(subscribes.cbegin(), subscribes.cend(), isFailed);
    return subscribe != subscribes.cend() ? &*subscribe : nullptr;
}

void ConnectionTimeline::beginClient(std::chrono::nanoseconds now, std::chrono::microseconds wall)
{
    end({0, Tr::tr("ended by you")}, now, wall);
    m_clientAttempt = 0;
}

int ConnectionTimeline::nextNumber() const
{
    const bool isUnderWay =
        !isEmpty() && m_attempts.constLast().state == TimelineAttempt::State::UnderWay;
    return isUnderWay ? m_number : m_number + 1;
}

TimelineAttempt *ConnectionTimeline::open()
{
    return m_attempts.isEmpty() || m_attempts.constLast().isOver() ? nullptr : &m_attempts.last();
}

TimelineAttempt &ConnectionTimeline::begin(std::chrono::nanoseconds at,
                                           std::chrono::microseconds wall)
{
    if (m_attempts.size() == MaxAttempts) {
        m_attempts.removeFirst();
    }
    TimelineAttempt attempt;
    attempt.number = ++m_number;
    attempt.startedAt = at;
    attempt.wall = wall;
    m_attempts.append(attempt);
    m_underWay.clear();
    return m_attempts.last();
}

void ConnectionTimeline::addStep(const ConnectionStep &step, const QString &address,
                                 std::chrono::microseconds wall)
{
    TimelineAttempt *attempt = open();
    if (step.attempt != m_clientAttempt || attempt == nullptr) {
        if (step.attempt == m_clientAttempt && m_clientAttempt != 0) {
            return; // the last words of one that is over
        }
        end({0, {}}, step.at, wall);
        m_clientAttempt = step.attempt;
        attempt = &begin(step.at, wall);
        attempt->address = address;
    }
    if (step.kind == StepKind::Subscribe) {
        updateSubscribe(*attempt, step);
    } else {
        updateStep(*attempt, step);
    }
}

void ConnectionTimeline::updateStep(TimelineAttempt &attempt, const ConnectionStep &step)
{
    const auto known =
        std::find_if(attempt.steps.begin(), attempt.steps.end(),
                     [&step](const TimelineStep &other) { return other.kind == step.kind; });
    if (known == attempt.steps.end()) {
        attempt.steps.append(beginStep(step));
    } else if (step.state != StepState::Started) {
        endStep(*known, step);
    }
    if (step.kind == StepKind::Connect && step.state == StepState::Done) {
        attempt.state = TimelineAttempt::State::Live;
    }
}

void ConnectionTimeline::updateSubscribe(TimelineAttempt &attempt, const ConnectionStep &step)
{
    QList<TimelineStep> &listed = attempt.subscribes;
    const auto isIt = [&step](const TimelineStep &other) { return other.channel == step.channel; };
    const auto known = std::find_if(listed.begin(), listed.end(), isIt);
    if (step.state == StepState::Started) {
        m_underWay.insert(step.channel, step.at);
        ++attempt.waiting;
        if (known != listed.end()) {
            *known = beginStep(step); // once more
        } else if (listed.size() < MaxSubscribes) {
            listed.append(beginStep(step));
        }
        return;
    }
    const auto start = m_underWay.constFind(step.channel);
    if (start == m_underWay.cend()) {
        return; // of an earlier connection
    }
    TimelineStep ended = beginStep(step);
    ended.startedAt = *start;
    endStep(ended, step);
    m_underWay.erase(start);
    --attempt.waiting;
    ++(step.state == StepState::Failed ? attempt.refused : attempt.subscribed);
    if (known != listed.end()) {
        *known = ended;
    } else if (isFailed(ended)) { // tells more than one that went well
        const auto victim = std::find_if_not(listed.rbegin(), listed.rend(), isFailed);
        if (victim != listed.rend()) {
            listed.erase(std::next(victim).base());
            listed.append(ended);
        }
    }
}

void ConnectionTimeline::fail(const Centrifuge::Error &error, std::chrono::nanoseconds now,
                              std::chrono::microseconds wall)
{
    TimelineAttempt *attempt = open();
    if (attempt != nullptr && attempt->state == TimelineAttempt::State::Live) {
        return; // a refresh that failed: the connection stands
    }
    if (attempt == nullptr) {
        attempt = &begin(now, wall);
    }
    attempt->error = error;
    finish(*attempt, TimelineAttempt::State::Failed, now);
}

void ConnectionTimeline::end(const Centrifuge::StateChange &change, std::chrono::nanoseconds now,
                             std::chrono::microseconds wall)
{
    TimelineAttempt *attempt = open();
    const bool isLive = attempt != nullptr && attempt->state == TimelineAttempt::State::Live;
    if ((change.isFromServer() || change.code != 0) && !isLive) {
        const int code = change.isFromServer() ? int(change.code) : 0; // ClientCode is no error
        fail({change.layer, code, change.reason, false}, now, wall);
    } else if (attempt != nullptr) {
        attempt->end = change;
        finish(*attempt, TimelineAttempt::State::Ended, now);
    }
}

/** What is under way ends with it; how is not known, so it does not count as failed. */
void ConnectionTimeline::finish(TimelineAttempt &attempt, TimelineAttempt::State state,
                                std::chrono::nanoseconds now)
{
    attempt.state = state;
    attempt.endedAt = now;
    for (QList<TimelineStep> *steps : {&attempt.steps, &attempt.subscribes}) {
        for (TimelineStep &step : *steps) {
            if (step.state == StepState::Started) {
                step.state = StepState::NotObserved;
                step.detail = Tr::tr("its end was not seen");
            }
        }
    }
    m_underWay.clear();
}
