// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/seennames.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/** Candidates for completing a filter at the cursor. Offsets are bytes of its UTF-8. */
struct FilterCompletion
{
    static constexpr std::size_t Most = 50;

    std::size_t offset = 0; ///< a candidate replaces the text between here and the cursor
    std::vector<std::string> candidates; ///< at most Most, each beginning with the text it replaces
};

FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const SeenNames &seen);
