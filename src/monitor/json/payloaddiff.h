// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/** One line of a comparison. */
struct DiffLine
{
    enum class Kind { Place, Same, Removed, Added };

    Kind kind = Kind::Same;
    std::string text; ///< of a Place its path, else the bytes as received, cut where they are long
    std::size_t changeBegin = 0; ///< the part of `text` that differs
    std::size_t changeEnd = 0;
};

struct PayloadDiff
{
    std::vector<DiffLine> lines;
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t changed = 0;
    bool isStructured = false; ///< compared by JSON path, else by lines
    bool isCut = false; ///< a limit was reached
    bool hasSameBytes = false;
};

struct DiffLimits
{
    std::size_t differences = 500;
    std::size_t bytes = std::size_t(64) * 1024 * 1024; ///< that are compared in all
    std::size_t depth = 100; ///< deeper values are compared as text
    std::size_t textBytes = 2000; ///< of a value
};

/**
 * Compares two payloads: JSON value by value in the order of the newer one, other text line by
 * line. Work and result are bounded, and nothing recurses. Plain C++, any thread.
 */
PayloadDiff comparePayloads(std::string_view before, std::string_view after, bool areJson,
                            const DiffLimits &limits = {});
