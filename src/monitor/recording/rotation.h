// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/** When a recording goes on in a new file, and how many of its files are kept. */
struct Rotation
{
    std::uint64_t bytes = 0; ///< of a file, which gets up to a few MB larger; 0: any size
    std::chrono::seconds age{0}; ///< of the first entry in a file; 0: any age
    std::size_t keep = 0; ///< the newest files, with the one that is written; 0: all

    bool isOn() const { return bytes > 0 || age.count() > 0; }

    friend bool operator==(const Rotation &, const Rotation &) = default;
};

/** Reads "1G", "90m" or both, "1G,1d": a size of at least 64K (K, M, G) and a time (s, m, h, d).
 * Nothing for anything else. */
std::optional<Rotation> parseRotation(std::string_view text);

/** The name of a file that begins at `wall`: "a-2026-11-30T08-14-00.799Z.rtm" for "a.rtm". In UTC,
 * so that the order of the names is that of the times. */
std::string rotatedPath(const std::string &path, std::chrono::milliseconds wall);
