// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

class JournalSegment;
struct NeededText;

/** A part of a run. */
struct SegmentRange
{
    std::shared_ptr<const JournalSegment> run; ///< null: it can't be read, nor what is before
    std::uint64_t first = 0;
    std::uint64_t end = 0; ///< one behind the last
};

/** Goes from the newest entry to the oldest, and may leave some out. One thread. */
class SegmentIterator
{
public:
    virtual ~SegmentIterator() = default;
    /** All older than those before; none at the end. */
    virtual std::optional<SegmentRange> next() = 0;
};

/** Immutable entries, which this object keeps alive. Any thread. */
class EntrySnapshot
{
public:
    virtual ~EntrySnapshot() = default;

    virtual std::uint64_t firstNumber() const = 0;
    virtual std::uint64_t endNumber() const = 0; ///< one behind the last
    /**
     * A run of entries that has `number` in it, firstNumber() to endNumber() - 1. A walk goes from
     * run to run, upwards or downwards. Null where it can't be read, from a broken file for
     * instance. May have to read a file.
     */
    virtual std::shared_ptr<const JournalSegment> segmentContaining(std::uint64_t number) const = 0;
    /** Every entry in which the texts stand, and others. Outlived by this. */
    virtual std::unique_ptr<SegmentIterator> walkOver(const NeededText &needed) const;
};

/** What a log shows: consecutive entries, live in a journal or kept in a recording. */
class EntryLog
{
public:
    virtual ~EntryLog() = default;

    virtual std::size_t size() const = 0; ///< entries there are
    virtual std::uint64_t firstNumber() const = 0; ///< of index 0; the others follow without gaps
    /** The entry at `index` from the oldest, 0 to size() - 1. Its views are for at once. */
    virtual Entry at(std::size_t index) const = 0;
    /** All there is at this moment, to be read in another thread. */
    virtual std::shared_ptr<const EntrySnapshot> snapshot() = 0;
};
