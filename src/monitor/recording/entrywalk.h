// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

/** How far a walk is; written by the walking thread, read by any. */
struct WalkProgress
{
    std::atomic<std::uint64_t> looked{0}; ///< entries
    std::atomic<std::uint64_t> taken{0}; ///< of these
    std::atomic<std::uint64_t> bytes{0}; ///< read, of a file that is walked by its lines
    std::atomic<std::uint64_t> unreadable{0}; ///< of a file that broke meanwhile
    /** In whose place the file's reader puts a note: they are missing or damaged in it. */
    std::atomic<std::uint64_t> substituted{0};
    std::atomic<bool> cancelled{false}; ///< set by whoever wants it to end

    /** What of the entries is not in what was taken. */
    std::uint64_t notRead() const { return unreadable + substituted; }
};

/** Consecutive entries. */
struct NumberRange
{
    std::uint64_t first = 0;
    std::uint64_t end = 0; ///< one behind the last
};

/** What there is of the ranges. */
std::vector<NumberRange> rangesWithin(const EntrySnapshot &entries,
                                      const std::vector<NumberRange> &ranges);

/**
 * Hands each entry to `take`, oldest first, until it says no, or the walk is cancelled: false
 * then. `take` counts what it takes.
 */
bool walkEntries(const EntrySnapshot &entries, WalkProgress &progress,
                 const std::function<bool(const Entry &)> &take);
/** The same for a part of what there is. */
bool walkRange(const EntrySnapshot &entries, const NumberRange &range, WalkProgress &progress,
               const std::function<bool(const Entry &)> &take);
