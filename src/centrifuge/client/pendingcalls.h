// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/wakeupgrace.h"
#include "centrifuge/codec/codec.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <vector>

namespace Centrifuge {

class Clock;
class Timer;

/** The answer to a command: a result, or an Error of layer Server, Timeout or Protocol. */
using CallResult = Result<ReplyResult>;
/** Takes the answer and the time when its frame was read. */
using CallHandler = std::function<void(CallResult result, std::chrono::nanoseconds receivedAt)>;

/** Whether a call fails when its connection is lost before the answer, or is forgotten. */
enum class WhenLost { Forget, Fail };

/**
 * The commands of one connection that wait for their reply, each with a time limit. Owned by its
 * Connection. A handler may destroy the connection.
 */
class PendingCalls : public QObject
{
    Q_OBJECT

public:
    PendingCalls(std::chrono::milliseconds timeout, const Clock &clock, QObject *parent);

    /** Returns the id for the next command, from 1; its time limit starts now. */
    std::uint32_t add(CallHandler handler, WhenLost whenLost);
    /** Calls the handler of that id; unknown ids are ignored. */
    void finish(Reply &&reply, std::chrono::nanoseconds receivedAt);
    /** No call times out any more. */
    void stop();
    /** Forgets all calls; returns the handlers of those with WhenLost::Fail. */
    std::vector<CallHandler> takeFailing();

private:
    struct Call
    {
        CallHandler handler;
        std::chrono::nanoseconds deadline;
        WhenLost whenLost;
    };

    void expire();
    void startTimer();

    const std::chrono::milliseconds m_timeout;
    const Clock &m_clock;
    Timer *m_timer;
    std::map<std::uint32_t, Call> m_calls; ///< in the order of their deadlines
    std::uint32_t m_lastId = 0;
    WakeupGrace m_grace;
};

} // namespace Centrifuge
