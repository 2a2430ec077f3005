// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

/** Times of day in the zone of displayZone(); fast for times that are close together. */
class LocalClock
{
public:
    LocalClock();

    /** Since midnight. */
    std::chrono::microseconds timeOfDay(std::chrono::microseconds wall);

private:
    std::int64_t m_quarter =
        std::numeric_limits<std::int64_t>::min(); // of an hour, since the epoch
    std::chrono::seconds m_offset{0}; // from UTC; it changes at quarters of an hour only
};
