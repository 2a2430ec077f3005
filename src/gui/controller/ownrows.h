// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/recentpushes.h"

#include <QString>

#include <map>
#include <optional>

class EntryLog;
struct RoundTrip;

/** A row that is a publish of this window, come back. */
struct OwnRow
{
    quint64 publish = 0; ///< the id of its round trip
    std::chrono::nanoseconds latency{0}; ///< from the call to this push
    bool isProven = false; ///< by position or tag; else the payload is the same
};

/** "\u2713 yours 3.0 ms" */
QString ownText(const OwnRow &row);

/**
 * Which rows of a log are publishes of this window. Pushes are told of before they have a number,
 * so a row is known by when it arrived, and what else a push says of itself. Main thread.
 */
class OwnRows
{
public:
    static constexpr std::size_t Limit = 10'000; ///< the oldest are forgotten

    /** Again for the same push: replaces what was known. */
    void note(const PushFingerprint &push, const RoundTrip &trip);
    /** Null for a row that is not ours. */
    const OwnRow *find(const Entry &entry) const;
    /** The number of the first row of a publish; 0 where it has none in the log. */
    quint64 numberOf(quint64 publish, const EntryLog &log) const;

private:
    struct Noted
    {
        PushFingerprint push;
        OwnRow row;
    };

    std::multimap<std::chrono::nanoseconds, Noted> m_rows; ///< by arrival
};
