// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

/** What a row looks like besides its words. */
struct RowStyle
{
    ProfileColor color = ProfileColor::None; ///< of the first rule that fits
    bool isMarked = false;
    bool isFound = false;
    bool isReference = false; ///< times count from it
};
