// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

#include <QString>

/** How a row is painted besides its text. */
struct RowStyle
{
    ProfileColor color = ProfileColor::None; ///< of the first rule with a colour that matches
    int channelSeries = -1; ///< the series of its channel's colour; -1 where it has none
    int watcherSeries = -1; ///< the series of its watcher's colour; -1 where it has none
    bool isMarked = false;
    QString note; ///< of the mark
    QString own; ///< says that the row is a publish of this window; else empty
    quint64 ownPublish = 0; ///< the id of its round trip
    bool isOwnProven = false;
    bool isFound = false;
    bool isReference = false; ///< times are relative to it
};
