// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterexclusion.h"

#include "monitor/entry/entry.h"
#include "monitor/filter/filterparser.h"
#include "monitor/journal/entrylog.h"
#include "monitor/journal/journalsegment.h"

#include <algorithm>
#include <chrono>
#include <utility>

FilterExclusion::FilterExclusion(const std::vector<std::string> &filters)
{
    for (const std::string &filter : filters) {
        add(filter);
    }
}

void FilterExclusion::add(std::string_view filter)
{
    if (Filter::compile(filter).fault) {
        return;
    }
    FilterParser parser(filter);
    parser.parse();
    for (const FilterRange &range : parser.conditions()) {
        const std::string_view text = filter.substr(range.offset, range.length);
        m_conditions.push_back({std::string(text), FilterRun(Filter::compile(text).filter)});
    }
}

void FilterExclusion::see(const Entry &entry)
{
    if (hasSeenEnough()) {
        leaveOutRest();
        return;
    }
    ++m_seen;
    m_bytes += entry.payload.size();
    for (Condition &condition : m_conditions) {
        condition.matching += condition.run.matches(entry) ? 1 : 0;
    }
}

std::optional<FilterExclusion::Strictest> FilterExclusion::strictest() const
{
    const auto found = std::ranges::min_element(m_conditions, {}, &Condition::matching);
    if (found == m_conditions.end() || m_seen == 0) {
        return {};
    }
    return Strictest{found->text, found->matching, m_seen, m_isOfAll};
}

std::optional<FilterExclusion::Strictest>
strictestCondition(const EntrySnapshot &entries, const std::vector<std::string> &filters)
{
    constexpr auto Longest = std::chrono::seconds(2);
    const auto begin = std::chrono::steady_clock::now();
    FilterExclusion exclusion(filters);
    const auto walk = entries.walkOver({});
    while (const std::optional<SegmentRange> part = walk->next()) {
        if (part->segment == nullptr) {
            exclusion.leaveOutRest();
            break;
        }
        for (std::uint64_t number = part->end; number > part->first; --number) {
            if (exclusion.hasSeenEnough() || std::chrono::steady_clock::now() - begin > Longest) {
                exclusion.leaveOutRest();
                return exclusion.strictest();
            }
            exclusion.see(part->segment->at(number - 1 - part->segment->firstNumber()));
        }
    }
    return exclusion.strictest();
}
