// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class JournalSegment;
struct Entry;
struct RequiredText;

/** A part of a segment. */
struct SegmentRange
{
    std::shared_ptr<const JournalSegment> segment; ///< null where it and older ones can't be read
    std::uint64_t first = 0;
    std::uint64_t end = 0; ///< number after the last
};

/** Goes through segments from the newest to the oldest, and may skip some. One thread. */
class SegmentIterator
{
public:
    virtual ~SegmentIterator() = default;
    /** Older entries than the calls before; nullopt at the end. */
    virtual std::optional<SegmentRange> next() = 0;
};

/** Immutable entries, kept alive by this object. Any thread. */
class EntrySnapshot
{
public:
    virtual ~EntrySnapshot() = default;

    virtual std::uint64_t firstNumber() const = 0;
    virtual std::uint64_t endNumber() const = 0; ///< number after the last
    /**
     * The segment that contains `number`, from firstNumber() to endNumber() - 1; null where it
     * can't be read, for instance from a broken file. May read a file.
     */
    virtual std::shared_ptr<const JournalSegment> segmentContaining(std::uint64_t number) const = 0;
    /** Iterates at least over the entries that contain the required text. The iterator must not
     * outlive this object. */
    virtual std::unique_ptr<SegmentIterator> walkOver(const RequiredText &required) const;
};

/** The entries that a log shows, with consecutive numbers: of a journal or a recording. */
class EntryLog
{
public:
    virtual ~EntryLog() = default;

    virtual std::size_t size() const = 0; ///< number of entries
    virtual std::uint64_t firstNumber() const = 0; ///< of index 0; the others follow without gaps
    /** The entry at `index` from the oldest, 0 to size() - 1. Its views are valid until the log
     * changes. */
    virtual Entry at(std::size_t index) const = 0;
    /** All present entries, to be read in another thread. */
    virtual std::shared_ptr<const EntrySnapshot> snapshot() = 0;
    /** The names of the watchers by whose connections entries came, also of entries that were let
     * go since; each once, and no empty one. */
    virtual std::vector<std::string> watchers() const { return {}; }
};
