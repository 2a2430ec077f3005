// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/watch/offsetgap.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

/**
 * How many messages are missing, over all channels: those in the gaps that offsets prove, less
 * what was fetched of them. Plain C++.
 */
class MissingMessages
{
public:
    /** Of more gaps only the number is kept: what is fetched of them counts as missing still. */
    static constexpr std::size_t MostGaps = 10'000;

    /** A row of kind Gap. */
    void add(const Entry &gap);
    /** A fetched publication; true when it was missing. */
    bool fetched(const Entry &publication);
    std::uint64_t count() const { return m_count; }
    void clear();

private:
    /** By channel; each shrinks from its beginning as it is fetched. */
    std::unordered_map<std::string, std::vector<OffsetGap>> m_gaps;
    std::size_t m_gapCount = 0;
    std::uint64_t m_count = 0;
};
