// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/backofftimer.h"

#include "centrifuge/client/backoff.h"
#include "centrifuge/client/clientoptions.h"
#include "centrifuge/clock.h"

namespace Centrifuge {

BackoffTimer::BackoffTimer(const ClientOptions &options, const Clock &clock, QObject &parent,
                           std::function<void()> timeout)
    : m_options(options)
    , m_clock(clock)
    , m_parent(parent)
    , m_timeout(std::move(timeout))
{
}

std::chrono::milliseconds BackoffTimer::start()
{
    if (m_timer == nullptr) {
        m_timer = m_clock.createTimer(&m_parent);
        QObject::connect(m_timer, &Timer::timeout, &m_parent, m_timeout);
    }
    const BackoffLimits limits{m_options.minReconnectDelay, m_options.maxReconnectDelay};
    const auto delay = backoffDelay(m_failures, limits, m_options.random());
    ++m_failures;
    m_timer->start(delay);
    return delay;
}

void BackoffTimer::stop()
{
    if (m_timer != nullptr) {
        m_timer->stop();
    }
}

bool BackoffTimer::isActive() const
{
    return m_timer != nullptr && m_timer->isActive();
}

} // namespace Centrifuge
