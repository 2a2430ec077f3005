// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/events.h"

#include <QString>

struct BackfillResult;
struct OffsetGap;

/** What is known of a channel before it is subscribed (again). */
struct ChannelPast
{
    bool wasSubscribed = false;
    bool wasRecoverable = false;
    bool wasInvalidated = false; ///< the server took back our place in the stream (3014, 2502)
};

/** Why messages may be missing before this subscription; empty when none can be. */
QString gapReason(const ChannelPast &past, const Centrifuge::SubscribedEvent &event);

/** Why the offsets from `first` to `last` are missing amid a live subscription. */
QString lostOffsets(std::uint64_t first, std::uint64_t last);
/** "12,345 since you last watched" */
QString sinceLastWatchedText(const OffsetGap &gap);
/** How the fetching of a hole ended. */
QString fetchWords(const BackfillResult &outcome);
