// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/pendingcalls.h"

#include "centrifuge/clock.h"

#include <QPointer>

namespace Centrifuge {

namespace {

CallResult toResult(ReplyResult &&result)
{
    if (const auto *error = std::get_if<ReplyError>(&result)) {
        return Error{ErrorLayer::Server, int(error->code), error->message, error->temporary};
    }
    if (const auto *broken = std::get_if<UndecodableResult>(&result)) {
        const QString why = broken->why.endsWith(u'.') ? broken->why.chopped(1) : broken->why;
        return Error{ErrorLayer::Protocol, 0,
                     PendingCalls::tr("The answer is not readable: %1.").arg(why), true};
    }
    return CallResult(std::move(result));
}

} // namespace

PendingCalls::PendingCalls(std::chrono::milliseconds timeout, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_timeout(timeout)
    , m_clock(clock)
    , m_timer(clock.createTimer(this))
{
    connect(m_timer, &Timer::timeout, this, &PendingCalls::expire);
}

std::uint32_t PendingCalls::add(CallHandler handler, WhenLost whenLost)
{
    ++m_lastId;
    m_calls.emplace(m_lastId, Call{std::move(handler), m_clock.monotonic() + m_timeout, whenLost});
    if (!m_timer->isActive()) {
        startTimer();
    }
    return m_lastId;
}

void PendingCalls::finish(Reply &&reply, std::chrono::nanoseconds receivedAt)
{
    const auto node = m_calls.extract(reply.id);
    if (!node) {
        return;
    }
    if (m_calls.empty()) {
        m_timer->stop();
    }
    node.mapped().handler(toResult(std::move(reply.result)), receivedAt);
}

void PendingCalls::stop()
{
    m_timer->stop();
}

std::vector<CallHandler> PendingCalls::takeFailing()
{
    m_timer->stop();
    std::vector<CallHandler> failing;
    for (auto &[id, call] : std::exchange(m_calls, {})) {
        if (call.whenLost == WhenLost::Fail) {
            failing.push_back(std::move(call.handler));
        }
    }
    return failing;
}

void PendingCalls::expire()
{
    const QPointer<PendingCalls> alive(this);
    const auto now = m_clock.monotonic();
    if (!m_calls.empty() && m_grace.begin(now - m_calls.begin()->second.deadline)) {
        m_timer->start(WakeupGrace::Length);
        return;
    }
    m_grace.reset();
    while (alive && !m_calls.empty() && m_calls.begin()->second.deadline <= now) {
        const auto node = m_calls.extract(m_calls.begin());
        node.mapped().handler(
            Error{ErrorLayer::Timeout, 0,
                  tr("The server did not answer within %1 ms.").arg(m_timeout.count()), true},
            now);
    }
    if (alive) {
        startTimer();
    }
}

void PendingCalls::startTimer()
{
    if (m_calls.empty()) {
        return;
    }
    const auto left = m_calls.begin()->second.deadline - m_clock.monotonic();
    m_timer->start(std::chrono::ceil<std::chrono::milliseconds>(left));
}

} // namespace Centrifuge
