// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

/** Times of day in the zone of displayZone(), quick for many that are close together. */
class LocalClock
{
public:
    LocalClock();

    /** Since the midnight before. */
    std::chrono::microseconds timeOfDay(std::chrono::microseconds wall);

private:
    std::int64_t m_quarter =
        std::numeric_limits<std::int64_t>::min(); // of an hour, since the epoch
    std::chrono::seconds m_offset{0}; // from UTC, in that quarter: zones change at none other
};
