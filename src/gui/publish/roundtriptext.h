// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/theme.h"
#include "monitor/publish/roundtriptracker.h"

#include <QString>

/** What the card has to know besides the round trip. */
struct RoundTripContext
{
    bool isWatched = false; ///< a subscription to its channel stands
    bool canRepeat = false;
};

/** A mark that differs by shape, and the word of the state: "✓ proven". */
QString roundTripStateText(const RoundTrip &trip, bool isWatched);
Tone roundTripTone(const RoundTrip &trip, bool isWatched);
/** "API 2.1 ms · push 3.4 ms · by position" */
QString roundTripTimesText(const RoundTrip &trip);
/** "news · offset 12 · epoch xyz · tag rm-id", or why it was not proven. */
QString roundTripDetailText(const RoundTrip &trip, const RoundTripContext &place);
/** Why trying again does no harm. */
QString repeatText();
