// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/journal/journallimits.h"
#include "monitor/journal/spillfile.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

struct ArrivalBatch;

/**
 * Sums that add up at any time: appended = kept + trimmed, rows that say what was let go among
 * them. Publications are counted beside.
 */
struct JournalCounters
{
    std::uint64_t appended = 0; ///< entries since the last clear
    std::uint64_t trimmed = 0; ///< oldest entries let go at the limit
    std::uint64_t publications = 0; ///< of the appended ones, without those that were fetched
    std::uint64_t publicationBytes = 0; ///< their payloads
};

/**
 * Everything seen since the last clear, in order of arrival: append-only segments of fixed-size
 * records (at most 48 bytes) beside an arena with the bytes exactly as received. What is more than
 * its memory holds goes to files without a name, written by a thread of its own. Plain C++ on std
 * primitives. One thread appends and reads (main, or the command line's); sealed segments are
 * immutable and may be read from anywhere.
 */
class Journal final : public EntryLog
{
public:
    explicit Journal(JournalLimits limits = {}, JournalSpill spill = {});
    ~Journal() override;
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    /**
     * Appends in order; may trim whole segments from the front afterwards and then appends a row
     * that says so. Returns how many entries it trimmed. Never waits for the disk; an empty batch
     * takes note of what that did meanwhile.
     */
    std::size_t append(std::span<const Arrival> batch);
    /** The same, but the payloads stay where they are: the journal keeps the chunks of the batch.
     */
    std::size_t appendBatch(const ArrivalBatch &batch);
    /** The disk is behind, or failed a moment ago: what comes had better wait, for else the oldest
     * have to go, which are safe on the disk. For half a minute of silence from it at most. */
    bool isFull() const;
    void clear();

    std::size_t size() const override; ///< entries kept
    std::uint64_t firstNumber() const override;
    Entry at(std::size_t index) const override;
    const JournalCounters &counters() const;
    /** What the entries in memory take, bookkeeping included. */
    std::size_t memoryBytes() const;
    std::uint64_t diskBytes() const;
    SpillProblem spillProblem() const;
    /** The errno of that, where there is one. */
    int spillError() const;
    /** Seals what is open, so that it is everything. Holding it keeps the entries, trimmed or not;
     * from memory they may still go to the disk. */
    std::shared_ptr<const EntrySnapshot> snapshot() override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};
