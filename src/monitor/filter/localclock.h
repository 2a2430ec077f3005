// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

/** Local times of day, many of them close together. */
class LocalClock
{
public:
    LocalClock();

    /** Since the local midnight before. */
    std::chrono::microseconds timeOfDay(std::chrono::microseconds wall);

private:
    std::int64_t m_quarter =
        std::numeric_limits<std::int64_t>::min(); // of an hour, since the epoch
    std::chrono::seconds m_offset{0}; // from UTC, in that quarter: zones change at none other
};
