// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/watchsession.h"

// Follows the rows of a channel: its counters, its position, and the gaps that are being filled.

/** A row of kind Subscription with the state Subscribed. */
void trackSubscribed(ChannelStatus &status, const Entry &arrival);
void trackPublication(ChannelStatus &status, const Entry &arrival);
/** If the row ends the oldest gap that is being filled, removes and returns that gap. */
std::optional<OffsetGap> endBackfill(ChannelStatus &status, const Entry &arrival);
