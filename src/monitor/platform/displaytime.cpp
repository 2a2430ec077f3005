// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/displaytime.h"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>

using namespace std::chrono_literals;

namespace {

std::atomic<DisplayZone> currentZone{DisplayZone::Local};

template <typename... Numbers> std::string formatted(const char *format, Numbers... numbers)
{
    std::array<char, 96> text = {};
    std::snprintf(text.data(), text.size(), format, numbers...);
    return text.data();
}

std::string zoneText(std::chrono::seconds offset)
{
    if (offset == 0s) {
        return "Z";
    }
    const auto minutes = int(std::abs(offset.count()) / 60);
    return formatted("%c%02d:%02d", offset < 0s ? '-' : '+', minutes / 60, minutes % 60);
}

std::string dateText(const CalendarTime &time)
{
    return formatted("%04d-%02d-%02d", time.year, time.month, time.day);
}

std::string clockText(const CalendarTime &time)
{
    return formatted("%02d:%02d:%02d.%03d", time.hour, time.minute, time.second, time.millisecond);
}

} // namespace

DisplayZone displayZone()
{
    return currentZone.load(std::memory_order_relaxed);
}

void setDisplayZone(DisplayZone zone)
{
    currentZone.store(zone, std::memory_order_relaxed);
}

std::optional<CalendarTime> calendarTime(std::chrono::microseconds wall)
{
    if (!isKnownTime(wall)) {
        return {};
    }
    const auto second = std::chrono::floor<std::chrono::seconds>(wall);
    const std::time_t seconds = second.count();
    std::tm parts = {};
    const bool isConverted = displayZone() == DisplayZone::Utc
        ? gmtime_r(&seconds, &parts) != nullptr
        : localtime_r(&seconds, &parts) != nullptr;
    constexpr int FirstYear = -1900; // of std::tm
    constexpr int LastYear = 9999 - 1900;
    if (!isConverted || parts.tm_year < FirstYear || parts.tm_year > LastYear) {
        return {};
    }
    return CalendarTime{parts.tm_year + 1900,
                        parts.tm_mon + 1,
                        parts.tm_mday,
                        parts.tm_hour,
                        parts.tm_min,
                        parts.tm_sec,
                        int((wall - second).count() / 1000),
                        std::chrono::seconds(parts.tm_gmtoff)};
}

std::string isoTime(std::chrono::microseconds wall)
{
    const auto time = calendarTime(wall);
    return time ? dateText(*time) + 'T' + clockText(*time) + zoneText(time->offset) : std::string();
}

std::string clockTime(std::chrono::microseconds wall)
{
    const auto time = calendarTime(wall);
    return time ? clockText(*time) : std::string();
}

std::string dateAndClockTime(std::chrono::microseconds wall)
{
    const auto time = calendarTime(wall);
    return time ? dateText(*time) + ' ' + clockText(*time) : std::string();
}

std::optional<std::chrono::nanoseconds> timeBetween(const StampedTime &earlier,
                                                    const StampedTime &later)
{
    if (earlier.monotonic.count() != 0 && later.monotonic.count() != 0) {
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(later.monotonic.count(), earlier.monotonic.count(),
                                   &difference)) {
            return {};
        }
        return std::chrono::nanoseconds(difference);
    }
    if (!isKnownTime(earlier.wall) || !isKnownTime(later.wall)) {
        return {};
    }
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(later.wall.count(), earlier.wall.count(), &difference)
        || __builtin_mul_overflow(difference, std::int64_t(1000), &difference)) {
        return {};
    }
    return std::chrono::nanoseconds(difference);
}
