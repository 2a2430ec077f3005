// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/jsonfieldreader.h"
#include "monitor/filter/localclock.h"
#include "monitor/filter/regularexpression.h"

#include <string>

/** What one thread needs while it matches entries. */
struct FilterScratch
{
    JsonFieldReader json;
    RegularExpression::MatchContext context;
    LocalClock clock;
    std::string words;
};
