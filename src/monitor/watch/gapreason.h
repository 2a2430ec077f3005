// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/events.h"
#include "monitor/entry/entry.h"
#include "monitor/watch/offsetgap.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

struct BackfillResult;

/** What is known of a channel before it is subscribed (again). */
struct ChannelPast
{
    bool wasSubscribed = false;
    bool wasRecoverable = false;
    bool wasInvalidated = false; ///< the server took back our place in the stream (3014, 2502)
    bool hasFilter = false; ///< we asked for those messages only whose tags fit
    bool isPartial = false; ///< see isPartialRecovery()
    /** Publications without an offset came: they have no place in a stream, as all where there is
     * no history, or one that was published past it. */
    bool hasUnnumbered = false;

    /** Offsets that are left out then prove nothing. */
    bool skipsOffsets() const { return hasFilter || isPartial; }
};

/** Where we are in a channel's stream. */
struct KnownPosition
{
    std::string epoch; ///< empty: not known
    std::optional<std::uint64_t> offset; ///< of the last publication, where it is known
};

/** What is to be said of a place in a channel's stream: one row. */
struct GapFinding
{
    EntryKind kind = EntryKind::NoGap; ///< Gap, PossibleGap or NoGap
    std::uint64_t count = 0; ///< of a Gap: how many messages are proven to be missing
    QString text;
    std::optional<OffsetGap> gap = {}; ///< where, as far as it can be told by position
    QString why = {}; ///< the part of the words that says how it came
};

/** The server says that it has recovered, and yet offsets are left out: it keeps only the latest
 * message for recovery (cache mode), or filters. */
bool isPartialRecovery(const KnownPosition &position, const Centrifuge::SubscribedEvent &event);

/**
 * Whether messages are missing before this subscription. `position` is where we were before it.
 * Nothing for a channel that is subscribed for the first time, unless its history was asked for and
 * did not come.
 */
std::optional<GapFinding> findGap(const ChannelPast &past, const KnownPosition &position,
                                  const Centrifuge::SubscribedEvent &event);
/** What it means that amid a live subscription a publication has this offset. */
std::optional<GapFinding> findJump(const ChannelPast &past, const KnownPosition &position,
                                   std::uint64_t offset);
/** The rest of a gap that the session before was fetching. */
GapFinding findUnfetched(const OffsetGap &gap);
/** What is still missing of `before` after the history was asked for it. */
GapFinding findAfterFetch(const GapFinding &before, const BackfillResult &result);

/** "12,345 since you last watched" */
QString sinceLastWatchedText(const OffsetGap &gap);
/** How the fetching of a gap ended. */
QString fetchResultText(const BackfillResult &outcome);
