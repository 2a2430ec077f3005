// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/localclock.h"

#include "monitor/platform/displaytime.h"

#include <ctime>

using namespace std::chrono_literals;

LocalClock::LocalClock()
{
    tzset();
}

std::chrono::microseconds LocalClock::timeOfDay(std::chrono::microseconds wall)
{
    constexpr auto Day = std::chrono::microseconds(24h);
    const std::int64_t quarter = std::chrono::floor<std::chrono::minutes>(wall).count() / 15;
    if (displayZone() == DisplayZone::Utc) {
        m_offset = 0s;
        m_quarter = std::numeric_limits<std::int64_t>::min();
    } else if (quarter != m_quarter) {
        const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(wall).count();
        std::tm local = {};
        m_offset =
            localtime_r(&seconds, &local) == nullptr ? 0s : std::chrono::seconds(local.tm_gmtoff);
        m_quarter = quarter;
    }
    // Taken apart, so that no time of a hostile file can overflow.
    const std::chrono::microseconds time = wall % Day + m_offset;
    return (time % Day + Day) % Day;
}
