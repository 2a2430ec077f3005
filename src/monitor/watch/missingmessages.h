// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/offsetgap.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

struct Entry;

/**
 * Counts missing messages over all channels: those in gaps that offsets prove, without what was
 * fetched since. Plain C++.
 */
class MissingMessages
{
public:
    /** Of further gaps only the count is kept, so fetched messages of them still count as missing.
     */
    static constexpr std::size_t MaxGaps = 10'000;

    /** A row of kind Gap. */
    void add(const Entry &gap);
    /** A fetched publication; true when it was missing. */
    bool fetched(const Entry &publication);
    std::uint64_t count() const { return m_count; }
    void clear();

private:
    /** By channel; a gap shrinks from its beginning as it is filled. */
    std::unordered_map<std::string, std::vector<OffsetGap>> m_gaps;
    std::size_t m_gapCount = 0;
    std::uint64_t m_count = 0;
};
