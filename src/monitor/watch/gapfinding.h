// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/events.h"
#include "monitor/entry/entrykind.h"
#include "monitor/watch/offsetgap.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

struct BackfillResult;

/** What is known of a channel before it is subscribed or resubscribed. */
struct KnownChannelState
{
    bool wasSubscribed = false;
    bool wasRecoverable = false;
    bool wasInvalidated = false; ///< the server declared our position invalid (3014, 2502)
    bool hasFilter = false; ///< the subscription has a filter on tags
    bool isPartial = false; ///< see isPartialRecovery()
    /** Publications without an offset came: there is no history, or they were published without
     * adding them to it. */
    bool hasUnnumbered = false;
    /** A recovery brought several messages, so it brings all, and not the latest only. */
    bool recoversAll = false;
    bool withoutRecovery = false; ///< the subscription asks for none (--no-recovery)

    /** Then missing offsets prove nothing. */
    bool skipsOffsets() const { return hasFilter || isPartial; }
};

/** The last known position in a channel's stream. */
struct KnownPosition
{
    std::string epoch; ///< empty if not known
    std::optional<std::uint64_t> offset; ///< of the last publication, if known
};

/** Whether messages are missing at a position of a channel's stream; shown as one row. */
struct GapFinding
{
    EntryKind kind = EntryKind::NoGap; ///< Gap, PossibleGap or NoGap
    std::uint64_t count = 0; ///< messages that are proven to be missing; only for a Gap
    QString text;
    std::optional<OffsetGap> gap = {}; ///< where, if positions tell it
    QString why = {}; ///< the part of the text that says how it came about
};

/** The server says that it has recovered, but offsets are missing: it recovers only the latest
 * message (cache mode), or filters. */
bool isPartialRecovery(const KnownPosition &position, const Centrifuge::SubscribedEvent &event);

/**
 * Whether messages are missing before this subscription; `position` is the one before it. nullopt
 * for a first subscription, unless it should have begun with the history and did not.
 */
std::optional<GapFinding> findGap(const KnownChannelState &past, const KnownPosition &position,
                                  const Centrifuge::SubscribedEvent &event);
/** Whether messages are missing before a live publication with this offset. */
std::optional<GapFinding> findJump(const KnownChannelState &past, const KnownPosition &position,
                                   std::uint64_t offset);
/** For a gap that the session before did not finish filling. */
GapFinding findUnfetched(const OffsetGap &gap);
/** What is still missing of `before` after a backfill. */
GapFinding findAfterFetch(const GapFinding &before, const BackfillResult &result);

/** "12,345 since you last watched" */
QString sinceLastWatchedText(const OffsetGap &gap);
/** How a backfill ended. */
QString fetchResultText(const BackfillResult &outcome);
