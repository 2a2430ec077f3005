// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// UUIDs that begin with a time: version 7 of RFC 9562, with the part of the millisecond in the 12
// bits behind it. Plain C++.

/** `random` has the other 62 bits. */
std::string timedUuid(std::chrono::nanoseconds wall, std::uint64_t random);
/** Since the Unix epoch; nothing for another version or what is no UUID. */
std::optional<std::chrono::nanoseconds> timeOfUuid(std::string_view uuid);
