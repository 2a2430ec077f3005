// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class EntrySnapshot;

/**
 * Counts how many entries each condition of a filter lets through by itself, to tell why the filter
 * lets nothing through. One thread.
 */
class FilterExclusion
{
public:
    /** So many entries, or bytes of payloads, are enough to tell. */
    static constexpr std::uint64_t Enough = 100'000;
    static constexpr std::uint64_t EnoughBytes = 256 * 1024 * 1024;

    struct Strictest
    {
        std::string condition; ///< as written
        std::uint64_t matching = 0; ///< entries that it lets through by itself
        std::uint64_t seen = 0;
        bool isOfAll = true; ///< false: there were more entries than seen
    };

    /** All of the filters apply together; those with a fault are left out. */
    explicit FilterExclusion(const std::vector<std::string> &filters);

    /** Ignored once it has seen enough. */
    void see(const Entry &entry);
    /** The rest of the entries is not going to be shown to it. */
    void leaveOutRest() { m_isOfAll = false; }
    bool hasSeenEnough() const { return m_seen == Enough || m_bytes >= EnoughBytes; }
    /** The condition that lets the fewest entries through; nothing without conditions or entries.
     */
    std::optional<Strictest> strictest() const;

private:
    struct Condition
    {
        std::string text;
        FilterRun run;
        std::uint64_t matching = 0;
    };
    void add(std::string_view filter);

    std::vector<Condition> m_conditions;
    std::uint64_t m_seen = 0;
    std::uint64_t m_bytes = 0;
    bool m_isOfAll = true;
};

/** Of the newest entries, as many as can be tested in a second or two. May read a file. */
std::optional<FilterExclusion::Strictest>
strictestCondition(const EntrySnapshot &entries, const std::vector<std::string> &filters);
