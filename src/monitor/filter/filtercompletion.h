// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/seennames.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/** What may stand at a place of a filter's text. Offsets are bytes of its UTF-8. */
struct FilterCompletion
{
    static constexpr std::size_t Most = 50;

    std::size_t offset = 0; ///< from here to the cursor the candidate replaces what is written
    std::vector<std::string> candidates; ///< at most Most; all begin with what is written
};

FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const SeenNames &seen);
