// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/entrywalk.h"

#include "monitor/entry/entry.h"
#include "monitor/journal/journalsegment.h"

#include <algorithm>

std::vector<NumberRange> rangesWithin(const EntrySnapshot &entries,
                                      const std::vector<NumberRange> &ranges)
{
    std::vector<NumberRange> within;
    for (const NumberRange &range : ranges) {
        const NumberRange part{std::max(range.first, entries.firstNumber()),
                               std::min(range.end, entries.endNumber())};
        if (part.first < part.end) {
            within.push_back(part);
        }
    }
    return within;
}

bool walkEntries(const EntrySnapshot &entries, WalkProgress &progress,
                 const std::function<bool(const Entry &)> &take)
{
    return walkRange(entries, {entries.firstNumber(), entries.endNumber()}, progress, take);
}

bool walkRange(const EntrySnapshot &entries, const NumberRange &range, WalkProgress &progress,
               const std::function<bool(const Entry &)> &take)
{
    std::uint64_t number = range.first;
    while (number < range.end) {
        const auto segment = entries.segmentContaining(number);
        if (progress.cancelled) {
            return false;
        }
        if (segment == nullptr) {
            ++progress.unreadable;
            ++number;
            continue;
        }
        const std::uint64_t segmentEnd =
            std::min(segment->firstNumber() + segment->size(), range.end);
        for (; number < segmentEnd; ++number) {
            const std::size_t index = number - segment->firstNumber();
            const Entry entry = segment->at(index);
            if (segment->isSubstitute(index)) {
                progress.substituted += std::max<std::uint32_t>(entry.count(), 1);
            }
            if (progress.cancelled || !take(entry)) {
                return false;
            }
            ++progress.looked;
        }
    }
    return true;
}
