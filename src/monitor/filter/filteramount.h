// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

struct FilterUnit
{
    std::string_view name; ///< lower case
    std::uint64_t size;
};

/** "1.5k" in whole numbers of the smallest unit, rounded down; nothing when it is no amount. */
std::optional<std::uint64_t> amountOf(std::string_view text, std::span<const FilterUnit> units);

/** A point of a clock, or of the calendar. */
struct FilterTime
{
    std::int64_t microseconds = 0; ///< since midnight, or since the epoch where there is a date
    std::int64_t precision = 0; ///< how many of them what was written stands for
    bool hasDate = false;
};

/** "12:30", "12:30:05.25", "2026-11-24", "2026-11-24T12:30" or "2026-11-24 12:30", in the zone of
 * displayZone(); behind a date and time may stand a zone of its own: "Z", "+01:00", "+0100". */
std::optional<FilterTime> timeOf(std::string_view text);
