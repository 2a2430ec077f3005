// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/** One line of what differs. */
struct DiffLine
{
    enum class Kind { Place, Same, Removed, Added };

    Kind kind = Kind::Same;
    std::string text; ///< the path of a place, else bytes as received, cut where they are long
    std::size_t changeBegin = 0; ///< of the part that differs
    std::size_t changeEnd = 0;
};

struct PayloadDiff
{
    std::vector<DiffLine> lines;
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t changed = 0;
    bool isStructured = false; ///< by JSON path, else by lines
    bool isCut = false; ///< there is more than was looked for
    bool hasSameBytes = false;
};

struct DiffLimits
{
    std::size_t differences = 500;
    std::size_t bytes = std::size_t(64) * 1024 * 1024; ///< to be looked at in all
    std::size_t depth = 100; ///< deeper values are compared as a whole
    std::size_t textBytes = 2000; ///< of a value
};

/**
 * What changed between two payloads: of two JSON texts value by value, in order of the newer one,
 * else line by line. Bounded in work and result, without recursion. Plain C++, any thread.
 */
PayloadDiff comparePayloads(std::string_view before, std::string_view after, bool areJson,
                            const DiffLimits &limits = {});
