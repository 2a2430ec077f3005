// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

/** The progress of a walk; written by the walking thread, read by any. */
struct WalkProgress
{
    std::atomic<std::uint64_t> looked{0}; ///< entries that were read
    std::atomic<std::uint64_t> taken{0}; ///< those of them that were taken
    std::atomic<std::uint64_t> bytes{0}; ///< read, of a file of lines
    std::atomic<std::uint64_t> unreadable{0}; ///< entries of a file that broke meanwhile
    /** Entries that are missing or damaged in the file; the reader puts a note in their place. */
    std::atomic<std::uint64_t> substituted{0};
    std::atomic<bool> cancelled{false}; ///< set to end the walk

    /** How many entries could not be read. */
    std::uint64_t notRead() const { return unreadable + substituted; }
};

/** Consecutive entries. */
struct NumberRange
{
    std::uint64_t first = 0;
    std::uint64_t end = 0; ///< one behind the last
};

/** The ranges, cut to the entries that exist. */
std::vector<NumberRange> rangesWithin(const EntrySnapshot &entries,
                                      const std::vector<NumberRange> &ranges);

/**
 * Calls `take` for each entry, the oldest first. False when `take` returned false or the walk was
 * cancelled. `take` itself increments WalkProgress::taken.
 */
bool walkEntries(const EntrySnapshot &entries, WalkProgress &progress,
                 const std::function<bool(const Entry &)> &take);
/** The same for a range. */
bool walkRange(const EntrySnapshot &entries, const NumberRange &range, WalkProgress &progress,
               const std::function<bool(const Entry &)> &take);
