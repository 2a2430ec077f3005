// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filteramount.h"

#include "monitor/filter/casefolding.h"
#include "monitor/platform/displaytime.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <limits>
#include <string>

namespace {

constexpr std::int64_t Second = 1'000'000;

/** Takes digits off the front; fails when there are none, or too many. */
std::optional<std::uint64_t> takeDigits(std::string_view &text)
{
    std::uint64_t value = 0;
    const char *const begin = text.data();
    const auto [end, error] = std::from_chars(begin, begin + text.size(), value);
    if (error != std::errc() || end == begin) {
        return {};
    }
    text.remove_prefix(static_cast<std::size_t>(end - begin));
    return value;
}

/** Takes the digits that follow a decimal point, as a fraction of `unit`. */
std::optional<std::uint64_t> takeFraction(std::string_view &text, std::uint64_t unit)
{
    if (!text.starts_with('.')) {
        return 0;
    }
    text.remove_prefix(1);
    std::uint64_t part = 0;
    std::uint64_t scale = 1;
    std::size_t count = 0;
    for (; count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count) {
        if (scale < Second * 1000) { // nine digits are enough for any unit
            scale *= 10;
            part = part * 10 + static_cast<std::uint64_t>(text[count] - '0');
        }
    }
    text.remove_prefix(count);
    const std::uint64_t whole = unit / scale * part + unit % scale * part / scale;
    return count == 0 ? std::nullopt : std::optional(whole);
}

/** Exactly two digits, or one, at most `largest`. */
std::optional<std::int64_t> takePart(std::string_view &text, std::uint64_t largest)
{
    const std::size_t before = text.size();
    const std::optional<std::uint64_t> value = takeDigits(text);
    if (!value || *value > largest || before - text.size() > 2) {
        return {};
    }
    return static_cast<std::int64_t>(*value);
}

bool take(std::string_view &text, char wanted)
{
    const bool isThere = text.starts_with(wanted);
    text.remove_prefix(isThere ? 1 : 0);
    return isThere;
}

/** Takes a time of day off the front. */
std::optional<FilterTime> takeClock(std::string_view &text)
{
    const auto hours = takePart(text, 23);
    if (!hours || !take(text, ':')) {
        return {};
    }
    const auto minutes = takePart(text, 59);
    if (!minutes) {
        return {};
    }
    FilterTime time{(*hours * 60 + *minutes) * 60 * Second, 60 * Second, false};
    if (take(text, ':')) {
        const auto seconds = takePart(text, 59);
        const std::size_t before = text.size();
        const auto fraction = takeFraction(text, Second);
        if (!seconds || !fraction) {
            return {};
        }
        time.microseconds += *seconds * Second + static_cast<std::int64_t>(*fraction);
        time.precision = Second;
        for (std::size_t i = text.size() + 1; i < before && time.precision > 1; ++i) {
            time.precision /= 10;
        }
    }
    return time;
}

std::optional<FilterTime> clockOf(std::string_view text)
{
    const std::optional<FilterTime> time = takeClock(text);
    return text.empty() ? time : std::nullopt;
}

/** Exactly two digits. */
std::optional<std::int64_t> takeTwoDigits(std::string_view &text, std::uint64_t largest)
{
    std::string_view digits = text.substr(0, 2);
    const std::optional<std::int64_t> value = takePart(digits, largest);
    if (text.size() < 2 || !digits.empty()) {
        return {};
    }
    text.remove_prefix(2);
    return value;
}

/** The offset from UTC in seconds of "Z", "+01:00" or "-0730". */
std::optional<std::int64_t> zoneOf(std::string_view text)
{
    if (text == "Z" || text == "z") {
        return 0;
    }
    const bool isWest = text.starts_with('-');
    if (!isWest && !text.starts_with('+')) {
        return {};
    }
    text.remove_prefix(1);
    const auto hours = takeTwoDigits(text, 23);
    take(text, ':');
    const auto minutes = takeTwoDigits(text, 59);
    if (!hours || !minutes || !text.empty()) {
        return {};
    }
    const std::int64_t seconds = (*hours * 60 + *minutes) * 60;
    return isWest ? -seconds : seconds;
}

/** Seconds since the epoch, in the zone that was written or in displayZone(); nothing for a day
 * that does not exist. */
std::optional<std::int64_t> secondsOf(std::tm parts, std::optional<std::int64_t> zone)
{
    const int day = parts.tm_mday;
    parts.tm_wday = -1; // stays -1 on failure; the result -1 is a valid time of 1969
    const bool isUtc = zone || displayZone() == DisplayZone::Utc;
    const std::time_t seconds = isUtc ? timegm(&parts) : std::mktime(&parts);
    if (parts.tm_wday < 0 || parts.tm_mday != day) {
        return {};
    }
    return seconds - zone.value_or(0);
}

std::optional<FilterTime> dateOf(std::string_view text)
{
    const auto year = takeDigits(text);
    if (!year || *year < 1 || *year > 9999 || !take(text, '-')) {
        return {};
    }
    const auto month = takePart(text, 12);
    if (!month || *month < 1 || !take(text, '-')) {
        return {};
    }
    const auto day = takePart(text, 31);
    if (!day || *day < 1) {
        return {};
    }
    FilterTime time{0, 24 * 3600 * Second, true};
    std::optional<std::int64_t> zone;
    if (take(text, 'T') || take(text, ' ')) {
        const auto clock = takeClock(text);
        if (!clock) {
            return {};
        }
        time = {clock->microseconds, clock->precision, true};
        zone = text.empty() ? std::nullopt : zoneOf(text);
        text = zone ? std::string_view() : text;
    }
    std::tm local = {};
    local.tm_year = static_cast<int>(*year) - 1900;
    local.tm_mon = static_cast<int>(*month) - 1;
    local.tm_mday = static_cast<int>(*day);
    local.tm_hour = static_cast<int>(time.microseconds / (3600 * Second));
    local.tm_min = static_cast<int>(time.microseconds / (60 * Second) % 60);
    local.tm_isdst = -1;
    const std::optional<std::int64_t> minute = secondsOf(local, zone);
    if (!text.empty() || !minute) {
        return {};
    }
    time.microseconds = *minute * Second + time.microseconds % (60 * Second);
    return time;
}

} // namespace

std::optional<std::uint64_t> parseAmount(std::string_view text, std::span<const FilterUnit> units)
{
    const std::size_t unitAt = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string name = lowerAscii(text.substr(unitAt));
    const auto unit = std::ranges::find(units, name, &FilterUnit::name);
    std::string_view number = text.substr(0, unitAt);
    const std::optional<std::uint64_t> whole = takeDigits(number);
    if (unit == units.end() || !whole) {
        return {};
    }
    const std::optional<std::uint64_t> fraction =
        unit->size == 1 ? std::optional<std::uint64_t>(0) : takeFraction(number, unit->size);
    constexpr auto Most = std::numeric_limits<std::uint64_t>::max();
    if (!fraction || !number.empty() || *whole > (Most - *fraction) / unit->size) {
        return {};
    }
    return *whole * unit->size + *fraction;
}

std::optional<FilterTime> parseTime(std::string_view text)
{
    const std::optional<FilterTime> clock = clockOf(text);
    return clock ? clock : dateOf(text);
}
