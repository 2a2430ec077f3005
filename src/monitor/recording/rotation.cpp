// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/rotation.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace {

constexpr std::uint64_t SmallestFile = std::uint64_t(64) * 1024;
constexpr std::uint64_t LargestNumber = 999'999;

/** What a unit stands for: bytes or seconds; 0 for another one. */
std::uint64_t bytesOfUnit(char unit)
{
    return unit == 'K' ? 1ULL << 10 : unit == 'M' ? 1ULL << 20 : unit == 'G' ? 1ULL << 30 : 0;
}

std::uint64_t secondsOfUnit(char unit)
{
    return unit == 's' ? 1 : unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86400 : 0;
}

/** Adds one limit; false when it is none, or there was one of its kind. */
bool addLimit(Rotation &rotation, std::string_view text)
{
    if (text.empty()) {
        return false;
    }
    const char unit = text.back();
    const std::string_view digits = text.substr(0, text.size() - 1);
    std::uint64_t number = 0;
    const char *end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number == 0 || number > LargestNumber) {
        return false;
    }
    const std::uint64_t bytes = number * bytesOfUnit(unit);
    const std::uint64_t seconds = number * secondsOfUnit(unit);
    const bool isSize = bytes >= SmallestFile && rotation.bytes == 0;
    const bool isAge = seconds > 0 && rotation.age.count() == 0;
    rotation.bytes = isSize ? bytes : rotation.bytes;
    rotation.age = isAge ? std::chrono::seconds(seconds) : rotation.age;
    return isSize || isAge;
}

} // namespace

std::optional<Rotation> parseRotation(std::string_view text)
{
    Rotation rotation;
    const std::size_t comma = text.find(',');
    if (!addLimit(rotation, text.substr(0, comma))) {
        return std::nullopt;
    }
    if (comma != std::string_view::npos && !addLimit(rotation, text.substr(comma + 1))) {
        return std::nullopt;
    }
    return rotation;
}

std::string rotatedPath(const std::string &path, std::chrono::milliseconds wall)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(wall);
    const std::time_t time = seconds.count();
    std::tm utc = {};
    ::gmtime_r(&time, &utc);
    std::array<char, 32> date = {};
    const std::size_t length = std::strftime(date.data(), date.size(), "-%Y-%m-%dT%H-%M-%S", &utc);
    std::array<char, 8> fraction = {};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", int((wall - seconds).count()));
    const std::size_t name = path.rfind('/') + 1; // 0 where there is no folder
    const std::size_t dot = path.rfind('.');
    const bool hasEnding = dot != std::string::npos && dot > name;
    const std::size_t end = hasEnding ? dot : path.size();
    return path.substr(0, end) + std::string(date.data(), length) + fraction.data()
        + path.substr(end);
}
