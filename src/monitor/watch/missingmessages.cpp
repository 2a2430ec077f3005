// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/missingmessages.h"

#include "monitor/entry/entry.h"

#include <algorithm>

void MissingMessages::add(const Entry &gap)
{
    m_count += gap.count();
    const std::optional<OffsetGap> range = gapOf(gap);
    if (range && gap.count() > 0 && m_gapCount < MaxGaps) {
        m_gaps[std::string(gap.channel)].push_back(*range);
        ++m_gapCount;
    }
}

bool MissingMessages::fetched(const Entry &publication)
{
    const auto channel = m_gaps.find(std::string(publication.channel));
    if (channel == m_gaps.end()) {
        return false;
    }
    std::vector<OffsetGap> &gaps = channel->second;
    const auto gap = std::ranges::find_if(gaps, [&publication](const OffsetGap &range) {
        return publication.offset > range.after && publication.offset <= range.until
            && range.epoch == publication.epoch;
    });
    if (gap == gaps.end()) {
        return false;
    }
    gap->after = publication.offset; // they are fetched in order, each once
    if (gap->after == gap->until) {
        gaps.erase(gap);
        --m_gapCount;
    }
    --m_count;
    return true;
}

void MissingMessages::clear()
{
    m_gaps.clear();
    m_gapCount = 0;
    m_count = 0;
}
