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

/** Parses "1.5k" into multiples of the smallest unit, rounded down. */
std::optional<std::uint64_t> parseAmount(std::string_view text, std::span<const FilterUnit> units);

/** A time of day, or a date and time. */
struct FilterTime
{
    std::int64_t microseconds = 0; ///< since midnight, or since the epoch where there is a date
    std::int64_t precision =
        0; ///< the unit that was written, in microseconds: 60'000'000 for "12:30"
    bool hasDate = false;
};

/** Parses "12:30", "12:30:05.25", "2026-11-24", "2026-11-24T12:30" or "2026-11-24 12:30", in the
 * zone of displayZone(), or in one that follows the date and time: "Z", "+01:00", "+0100". */
std::optional<FilterTime> parseTime(std::string_view text);
