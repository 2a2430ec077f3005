// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/receivedrow.h"

#include "monitor/entry/entry.h"
#include "monitor/journal/entrylog.h"
#include "monitor/publish/recentpushes.h"
#include "monitor/publish/roundtriptracker.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/** A push is matched within a few milliseconds of its arrival, or by a late answer of the API. */
constexpr std::size_t MaxRowsBack = 50'000;
/** The tracker also matches a push that came shortly before the call. */
constexpr auto Before = 1s;

bool isPushOf(const Entry &row, const RoundTrip &trip)
{
    if (row.kind != EntryKind::Publication || (row.flags & Fetched) != 0
        || trip.channel != QString::fromUtf8(row.channel)) {
        return false;
    }
    switch (trip.matchedBy) {
    case RoundTrip::Match::Position:
        return row.offset == trip.position.offset
            && trip.position.epoch == QString::fromUtf8(row.epoch);
    case RoundTrip::Match::Tag:
        return roundTripTag(row.tags) == trip.tag.toStdString();
    case RoundTrip::Match::Payload:
        return row.payloadSize() == std::uint64_t(trip.payload.size())
            && row.monotonic >= trip.startedAt;
    case RoundTrip::Match::None:
        break;
    }
    return false;
}

} // namespace

quint64 receivedRow(const EntryLog &log, const RoundTrip &trip)
{
    quint64 found = 0;
    if (!trip.pushTime) {
        return found;
    }
    const std::size_t size = log.size();
    const std::size_t oldest = size - std::min(size, MaxRowsBack);
    for (std::size_t index = size; index > oldest; --index) {
        const Entry row = log.at(index - 1);
        if (row.monotonic != 0ns && row.monotonic < trip.startedAt - Before) {
            break;
        }
        found = isPushOf(row, trip) ? row.number : found;
    }
    return found;
}
