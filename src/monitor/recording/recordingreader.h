// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/journalsegment.h"
#include "monitor/recording/rowmap.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct Entry;

/** Reads the rows of a recording and trusts nothing in it. Used by one thread at a time. */
class RecordingReader
{
public:
    static constexpr std::size_t MaxWatchers = 1000; // more than one sees
    static constexpr std::size_t LongestWatcher = 4096; // bytes

    /** Consecutive rows, without `end`. */
    struct Range
    {
        std::uint64_t first = 0;
        std::uint64_t end = 0;
    };

    virtual ~RecordingReader();
    RecordingReader(const RecordingReader &) = delete;
    RecordingReader &operator=(const RecordingReader &) = delete;

    /**
     * Loads the rows of a block around `row`: at most 8 MB, unless one entry alone is larger. An
     * entry that can't be read is replaced by a row that says so.
     */
    std::shared_ptr<const JournalSegment> load(const RowMap &rows, std::uint64_t row, Range block);
    /** The names of the watchers that its streams have, without an empty one and without one that
     * is longer than a name; at most MaxWatchers. */
    virtual std::vector<std::string> watchers() = 0;

protected:
    RecordingReader() = default;
    /** The bytes of each entry of the run; 0 for what can't be read. */
    virtual void readSizes(const EntryRun &run, std::span<std::size_t> sizes) = 0;
    /** Appends each entry of the run, or a note in its place. */
    virtual void readEntries(const EntryRun &run, JournalSegment &segment) = 0;
    /** The note in place of an entry that can't be read. */
    void appendUnreadable(JournalSegment &segment);
    void append(const Entry &entry, JournalSegment &segment);

private:
    struct Extent : Range
    {
        std::size_t bytes = 0;
    };

    Extent extentAround(const RowMap &rows, std::uint64_t row, Range block);
    void appendNote(const std::string &words, std::uint64_t count, JournalSegment &segment);

    std::chrono::nanoseconds m_monotonic{0}; // of the entry before
    std::chrono::microseconds m_wall{0};
};
