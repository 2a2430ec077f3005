// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/reconnector.h"

#include "centrifuge/client/clientoptions.h"
#include "centrifuge/clock.h"

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

/** A connection that lasted as long is a sound one. */
constexpr auto StablePeriod = 10s;

} // namespace

Reconnector::Reconnector(const ClientOptions &options, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_clock(clock)
    , m_backoff(options, clock, *this, [this] { Q_EMIT attemptDue(); })
{
}

QUrl Reconnector::url() const
{
    return m_options.urls.value(m_url);
}

void Reconnector::reset()
{
    m_url = 0;
    m_rejectedUrls = 0;
    m_backoff.forgetFailures();
}

Reconnector::Retry Reconnector::schedule()
{
    const auto delay = m_backoff.start();
    return {m_backoff.failures(), delay};
}

void Reconnector::cancel()
{
    m_backoff.stop();
}

bool Reconnector::isScheduled() const
{
    return m_backoff.isActive();
}

void Reconnector::moveToNextUrl()
{
    m_url = m_options.urls.isEmpty() ? 0 : (m_url + 1) % m_options.urls.size();
}

bool Reconnector::rejectUrl()
{
    return ++m_rejectedUrls < m_options.urls.size();
}

void Reconnector::acceptUrl()
{
    m_rejectedUrls = 0;
}

void Reconnector::startConnection()
{
    m_connectedAt = m_clock.monotonic();
}

bool Reconnector::endConnection()
{
    const bool lasted = m_clock.monotonic() - m_connectedAt >= StablePeriod;
    if (lasted) {
        m_backoff.forgetFailures();
    } else {
        moveToNextUrl();
    }
    return lasted;
}

} // namespace Centrifuge
