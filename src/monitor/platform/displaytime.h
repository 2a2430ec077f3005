// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

// Times as people read and type them: in the log, in text and files, and in filters. All of them
// use the same time zone, so that a time that was printed finds its entry again.

enum class DisplayZone : std::uint8_t { Local, Utc };

/** The zone in use, one for the process, as QLocale has one default. Local until it is set.
 * Any thread. */
DisplayZone displayZone();
void setDisplayZone(DisplayZone zone);

/** A wall clock time of 0 stands for "unknown": imported lines need not have one. */
constexpr bool isKnownTime(std::chrono::microseconds wall)
{
    return wall.count() != 0;
}

/** Date and time in the zone in use. */
struct CalendarTime
{
    int year = 0;
    int month = 0; ///< 1 to 12
    int day = 0; ///< 1 to 31
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    std::chrono::seconds offset{0}; ///< from UTC, positive to the east

    bool isSameDay(const CalendarTime &other) const
    {
        return year == other.year && month == other.month && day == other.day;
    }
};

/** Nothing for an unknown time and for years beyond 9999. Any thread. */
std::optional<CalendarTime> calendarTime(std::chrono::microseconds wall);

/** ISO 8601 with milliseconds and the zone: "2026-11-30T08:14:00.799+01:00", with "Z" for UTC;
 * empty where there is no calendar time. */
std::string isoTime(std::chrono::microseconds wall);
/** "08:14:00.799", or empty. */
std::string clockTime(std::chrono::microseconds wall);
/** "2026-11-30 08:14:00.799", or empty. */
std::string dateAndClockTime(std::chrono::microseconds wall);

/** When an entry arrived, by both clocks. */
struct StampedTime
{
    std::chrono::nanoseconds monotonic{0}; ///< 0 = unknown
    std::chrono::microseconds wall{0}; ///< 0 = unknown

    bool isKnown() const { return monotonic.count() != 0 || isKnownTime(wall); }
};

/** By the monotonic clock where both were stamped by it, else by the wall clock; nothing where one
 * has no time. */
std::optional<std::chrono::nanoseconds> timeBetween(const StampedTime &earlier,
                                                    const StampedTime &later);
