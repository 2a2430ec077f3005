// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/timeduuid.h"

#include <array>
#include <cstddef>

namespace {

constexpr std::size_t TextSize = 36;
constexpr std::int64_t Millisecond = 1'000'000;
constexpr std::uint64_t Parts = 4096; // of a millisecond

bool isHyphenPlace(std::size_t at)
{
    return at == 8 || at == 13 || at == 18 || at == 23;
}

std::optional<unsigned> hexDigit(char byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    const char lower = static_cast<char>(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? std::optional(unsigned(lower - 'a' + 10)) : std::nullopt;
}

} // namespace

std::string timedUuid(std::chrono::nanoseconds wall, std::uint64_t random)
{
    const auto time = static_cast<std::uint64_t>(wall.count());
    const std::uint64_t part = time % Millisecond * Parts / Millisecond;
    const std::array<std::uint64_t, 2> halves = {(time / Millisecond) << 16 | 0x7000 | part,
                                                 std::uint64_t(1) << 63 | random >> 2};
    std::string text;
    for (unsigned digit = 0; digit < 32; ++digit) {
        if (isHyphenPlace(text.size())) {
            text += '-';
        }
        const unsigned value = (halves.at(digit / 16) >> (60 - digit % 16 * 4)) & 0xF;
        text += "0123456789abcdef"[value];
    }
    return text;
}

std::optional<std::chrono::nanoseconds> timeOfUuid(std::string_view uuid)
{
    constexpr std::size_t VersionAt = 14;
    constexpr std::size_t VariantAt = 19;
    if (uuid.size() != TextSize || uuid[VersionAt] != '7') {
        return {};
    }
    std::uint64_t first = 0; // the upper 64 bits
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (isHyphenPlace(i)) {
            if (uuid[i] != '-') {
                return {};
            }
            continue;
        }
        const std::optional<unsigned> digit = hexDigit(uuid[i]);
        if (!digit || (i == VariantAt && (*digit & 0xC) != 0x8)) {
            return {};
        }
        first = i < VariantAt - 1 ? first << 4 | *digit : first;
    }
    const std::uint64_t milliseconds = first >> 16;
    const std::uint64_t part = first & 0xFFF;
    // Rounded up, so that what is made of it has the same part again.
    const std::uint64_t rest = (part * Millisecond + Parts - 1) / Parts;
    if (milliseconds > std::uint64_t(INT64_MAX) / Millisecond - 1) {
        return {};
    }
    return std::chrono::nanoseconds(static_cast<std::int64_t>(milliseconds * Millisecond + rest));
}
