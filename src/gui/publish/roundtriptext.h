// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/theme.h"
#include "monitor/publish/roundtriptracker.h"

#include <QString>

/** What the texts depend on besides the round trip. */
struct RoundTripContext
{
    bool isWatched = false; ///< a watcher is subscribed to its channel
    bool canRepeat = false;
};

/** "✓ proven": each state has a symbol of its own, not only a colour. */
QString roundTripStateText(const RoundTrip &trip, bool isWatched);
Tone roundTripTone(const RoundTrip &trip, bool isWatched);
/** "matched by position"; empty for none. */
QString matchText(const RoundTrip &trip);
/** "API 2.1 ms · push 3.4 ms · by position" */
QString roundTripTimesText(const RoundTrip &trip);
/** "news · offset 12 · epoch xyz · tag rm-id", or why the publish was not proven. */
QString roundTripDetailText(const RoundTrip &trip, const RoundTripContext &place);
/** Which watchers have not seen it, and why: "bob: not subscribed"; empty when all have, and where
 * there is only one. */
QString receiptsText(const RoundTrip &trip);
/** Why it is safe to try again. */
QString repeatText();
