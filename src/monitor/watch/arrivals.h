// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "monitor/entry/entrykind.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/watch/gapbackfill.h"
#include "monitor/watch/gapfinding.h"
#include "monitor/watch/offsetgap.h"

#include <QString>

#include <functional>

struct Arrival;
struct Entry;

// Turns what the SDK reports into rows for the journal. The caller sets the times.

Arrival connectionArrival(SessionState state, const Centrifuge::StateChange &change);
Arrival subscriptionArrival(const std::string &channel, ChannelState state,
                            const Centrifuge::StateChange &change);
/** A copy of the row. */
Arrival arrivalOf(const Entry &row);
/** `channel` is empty for the connection. */
Arrival errorArrival(const std::string &channel, const Centrifuge::Error &error);
Arrival gapArrival(const std::string &channel, const GapFinding &finding);
/** What was published since the channel was last watched; it can be fetched. */
Arrival sinceLastWatchedArrival(const std::string &channel, const OffsetGap &gap);
/** How a backfill ended, and what is still missing. */
Arrival fetchArrival(const std::string &channel, const BackfillResult &outcome);
Arrival undecodableArrival(const std::string &channel, const QByteArray &bytes, const QString &why);
Arrival presenceArrival(EntryKind kind, const std::string &channel,
                        const Centrifuge::ClientInfo &info);
/** The text of a Loss. */
std::string lossText(std::uint32_t dropped);
/** Calls `add` with the row and the members of the publication, within the limits. The texts of the
 * row are valid only during the call. */
void withPublication(Entry row, const Centrifuge::Publication &publication,
                     const MessageLimits &limits, const std::function<void(const Entry &)> &add);
/** JSON object text for an entry; empty for no tags. */
std::string tagsJson(const Centrifuge::Tags &tags);
/**
 * JSON object text with user, client, conn_info and chan_info. Infos stay as received where they
 * are JSON, else they become conn_info_base64 and chan_info_base64.
 */
std::string infoJson(const Centrifuge::ClientInfo &info);
