// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/theme.h"
#include "monitor/roundtriptracker.h"

#include <QString>

/** A mark that differs by shape, and the word of the state: "✓ proven". */
QString roundTripWord(const RoundTrip &trip);
Tone roundTripTone(const RoundTrip &trip);
/** "API 2.1 ms · push 3.4 ms · by position" */
QString roundTripTimes(const RoundTrip &trip);
/** "news · offset 12 · epoch xyz · tag rm-id", or why it was not proven. */
QString roundTripPlace(const RoundTrip &trip, bool isWatched);
