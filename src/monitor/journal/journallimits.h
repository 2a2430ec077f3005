// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

/** What a journal keeps at most. At the first limit that is reached it lets its oldest go. */
struct JournalLimits
{
    /** Kept in memory, bookkeeping included. The process may take 24 MB more: blocks that are not
     * full yet, and spare ones. While the disk is behind it may be a quarter more and what comes in
     * one go, and twice as much at most. */
    std::size_t bytes = std::size_t(256) * 1024 * 1024;
    std::size_t entries = 20'000'000;
    std::size_t segmentEntries = 43'690; ///< the records of so many fill a block of 2 MB
    std::size_t segmentBytes = std::size_t(8) * 1024 * 1024;
};

/** What is wrong with keeping entries on disk. Over as soon as it works again. */
enum class SpillProblem : std::uint8_t {
    None,
    DiskFull, ///< with some there already it goes on with fewer
    TooSlow, ///< the disk takes less than what comes, or nothing
    Failed
};
