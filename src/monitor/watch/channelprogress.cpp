// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/channelprogress.h"

#include "monitor/entry/entry.h"

#include <algorithm>

namespace {

/** How far the log is; each row moves it. */
void movePosition(ChannelStatus &status, const Entry &arrival)
{
    if (!status.position) {
        status.position.emplace();
    }
    status.position->offset = arrival.offset;
    if (status.position->epoch != arrival.epoch) {
        status.position->epoch = arrival.epoch;
    }
}

void moveUnfetched(ChannelStatus &status, const Entry &arrival)
{
    if (status.position && !status.position->unfetched.empty()) {
        OffsetGap &gap = status.position->unfetched.front();
        gap.after = std::max(gap.after, arrival.offset);
    }
}

} // namespace

void trackSubscribed(ChannelStatus &status, const Entry &arrival)
{
    if (!arrival.epoch.empty()) {
        movePosition(status, arrival);
    }
    if (const auto gap = gapOf(arrival); gap && status.position) {
        status.position->unfetched.push_back(*gap);
    }
}

void trackPublication(ChannelStatus &status, const Entry &arrival)
{
    if ((arrival.flags & Fetched) != 0) {
        ++status.fetched;
        moveUnfetched(status, arrival);
        return;
    }
    if (arrival.offset != 0) {
        movePosition(status, arrival);
    }
    ++status.received;
    if ((arrival.flags & Backlog) != 0) {
        ++status.backlog;
        return;
    }
    status.recovered += (arrival.flags & Recovered) != 0 ? 1 : 0;
}

std::optional<OffsetGap> endBackfill(ChannelStatus &status, const Entry &arrival)
{
    if ((arrival.flags & Fetched) == 0 || !status.position || status.position->unfetched.empty()) {
        return std::nullopt;
    }
    std::vector<OffsetGap> &unfetched = status.position->unfetched;
    const OffsetGap ended = unfetched.front();
    unfetched.erase(unfetched.begin());
    return ended;
}
