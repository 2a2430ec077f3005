// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/watchsession.h"

// What the rows of a channel say of its counts, how far it is in the log, and what is still to be
// fetched of it.

/** A row of kind Subscription with the state Subscribed. */
void trackSubscribed(ChannelStatus &status, const Entry &arrival);
void trackPublication(ChannelStatus &status, const Entry &arrival);
/** A row that may tell what became of the oldest gap that is being fetched: that one, then. */
std::optional<OffsetGap> endUnfetched(ChannelStatus &status, const Entry &arrival);
