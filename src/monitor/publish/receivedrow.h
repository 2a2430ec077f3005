// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

class EntryLog;
struct RoundTrip;

/** The number of the row that first brought the push of a publish to the log; 0 where none did.
 * Searches the newest rows only, so call it when the push has come. */
quint64 receivedRow(const EntryLog &log, const RoundTrip &trip);
