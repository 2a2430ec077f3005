// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/networkwatch.h"

#include <QNetworkInformation>

#include <ctime>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr auto Interval = 5s;
constexpr auto ShortestSleep = 1s;

#ifdef CLOCK_BOOTTIME
std::chrono::nanoseconds readClock(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/** Of these two clocks only one goes on while the machine sleeps. */
std::chrono::nanoseconds sleptTime()
{
    return readClock(CLOCK_BOOTTIME) - readClock(CLOCK_MONOTONIC);
}
#else
std::chrono::nanoseconds sleptTime()
{
    return {};
}
#endif

} // namespace

NetworkWatch::NetworkWatch(QObject *parent)
    : NetworkWatch(sleptTime, Interval, parent)
{
    listenToTheSystem();
}

NetworkWatch::NetworkWatch(SleptTime slept, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_slept(std::move(slept))
    , m_lastSlept(m_slept())
{
    connect(&m_timer, &QTimer::timeout, this, &NetworkWatch::lookForSleep);
    m_timer.start(interval);
}

void NetworkWatch::listenToTheSystem()
{
    using Information = QNetworkInformation;
    if (!Information::loadBackendByFeatures(Information::Feature::Reachability)) {
        return;
    }
    connect(Information::instance(), &Information::reachabilityChanged, this,
            [this](Information::Reachability reachability) {
                if (reachability == Information::Reachability::Online) {
                    Q_EMIT changed();
                }
            });
}

void NetworkWatch::lookForSleep()
{
    const auto slept = m_slept();
    if (slept - std::exchange(m_lastSlept, slept) >= ShortestSleep) {
        Q_EMIT changed();
    }
}
