// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

/** How a row is painted besides its text. */
struct RowStyle
{
    ProfileColor color = ProfileColor::None; ///< of the first rule with a colour that matches
    int channelSeries = -1; ///< the series of its channel's colour; -1 where it has none
    int watcherSeries = -1; ///< the series of its watcher's colour; -1 where it has none
    bool isMarked = false;
    bool isFound = false;
    bool isReference = false; ///< times are relative to it
};
