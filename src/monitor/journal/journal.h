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

struct Arrival;
struct ArrivalBatch;
struct Entry;

/** Totals since the last clear. Always appended = size() + trimmed, rows about trimming included.
 */
struct JournalCounters
{
    std::uint64_t appended = 0; ///< entries
    std::uint64_t trimmed = 0; ///< oldest entries removed at the limit
    std::uint64_t publications = 0; ///< of the appended ones, without those that were fetched
    std::uint64_t publicationBytes = 0; ///< their payloads
};

/**
 * All entries since the last clear, in order of arrival: append-only segments of fixed-size records
 * (48 bytes) and chunks with the bytes exactly as received. Entries that exceed its memory go to
 * unnamed files, written by a thread of its own. Plain C++. One thread appends and reads; sealed
 * segments are immutable and may be read from any thread.
 */
class Journal final : public EntryLog
{
public:
    explicit Journal(JournalLimits limits = {}, JournalSpill spill = {});
    ~Journal() override;
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    /**
     * Appends in order. May then trim whole segments from the front and append a row that says so.
     * Returns how many entries it trimmed. Never waits for the disk; an empty batch collects what
     * was written meanwhile.
     */
    std::size_t append(std::span<const Arrival> batch);
    /** The same without copying the payloads: the journal keeps the chunks of the batch. */
    std::size_t appendBatch(const ArrivalBatch &batch);
    /** The disk is behind or has just failed: the caller should wait, or the oldest entries, which
     * are on the disk, will be trimmed. False again after the disk wrote nothing for half a minute.
     */
    bool isFull() const;
    /** Removes everything; undoClear() can bring it back for a while. */
    void clear();
    /** Removes everything for good. */
    void discard();
    /** The number of entries that undoClear() would bring back; 0 if there are none any more. They
     * are let go when their memory is needed, or after MostAfterClear entries. */
    std::size_t clearedSize() const;
    /** Brings them back, before the present entries. Returns by how much the numbers of these have
     * increased. */
    std::uint64_t undoClear();
    static constexpr std::size_t MostAfterClear = 100'000; // they are copied to be put behind
    /** Too large for the journal's limits: a row of kind Loss takes its place. */
    bool isTooLarge(const Entry &entry) const;

    std::size_t size() const override; ///< number of entries
    std::uint64_t firstNumber() const override;
    Entry at(std::size_t index) const override;
    const JournalCounters &counters() const;
    /** Memory use of the entries, bookkeeping included. */
    std::size_t memoryBytes() const;
    std::uint64_t diskBytes() const;
    SpillProblem spillProblem() const;
    /** The errno of that, where there is one. */
    int spillError() const;
    /** Seals the open segment, so that all entries are in it. Keeps them alive, even when they are
     * trimmed; they may still move from memory to the disk. */
    std::shared_ptr<const EntrySnapshot> snapshot() override;
    /** Since the last clear, in order of appearance; at most MaxWatchers. */
    std::vector<std::string> watchers() const override;
    static constexpr std::size_t MaxWatchers = 1000; // more than one sees

private:
    struct Private;
    void letClearedGo();

    std::unique_ptr<Private> d;
    std::unique_ptr<Private> m_cleared; ///< what the last clear removed
};
