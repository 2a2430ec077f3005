// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/** Entries with consecutive numbers. */
struct EntryRun
{
    std::uint64_t number = 0; ///< of the first
    std::uint64_t count = 0;
    std::uint32_t page = 0; ///< where they stand, one cell after the other; 0 for in the table
    std::uint32_t cell = 0; ///< of the first
};

/**
 * Which entry stands in which row of a recording. The numbers in a file are never trusted: rows are
 * counted from 1 without a gap, each entry is a row, and all entries that are missing between two
 * of them are one row. Immutable once it is complete.
 */
class RowMap
{
public:
    /** A row for missing entries, or consecutive rows of entries. */
    struct Part
    {
        EntryRun run; ///< of missing entries: their numbers
        bool isMissing = false;
    };

    /** False for a number that does not follow: the entry is there already, or nobody gives it. */
    bool add(std::uint64_t number, std::uint32_t page = 0, std::uint32_t cell = 0);
    /** The same for a run; entries that are there already are left out. */
    void add(EntryRun run);
    /** A last row for what is missing at the end. */
    void addEnding(std::uint64_t missing);

    std::uint64_t endRow() const { return m_endRow; } ///< after the last
    std::uint64_t nextNumber() const { return m_nextNumber; } ///< after the last entry
    std::uint64_t entries() const { return m_entries; }
    std::uint64_t missing() const { return m_missing; } ///< as the numbers tell
    std::size_t runs() const { return m_runs.size(); }
    bool hasGaps() const { return m_missing > 0; }

    /** What begins at `row` and ends before `end`; for rows from 1 to endRow() - 1. */
    Part partAt(std::uint64_t row, std::uint64_t end) const;

private:
    struct Run
    {
        std::uint64_t row = 0;
        std::uint64_t number = 0;
        std::uint32_t page = 0;
        std::uint16_t cell = 0; // a page has at most 65,536 bytes
        bool isAfterGap = false; // whose row is the one before
    };

    std::uint64_t endRowOf(std::size_t run) const;

    std::vector<Run> m_runs;
    std::uint64_t m_endRow = 1;
    std::uint64_t m_nextNumber = 1;
    std::uint64_t m_entries = 0;
    std::uint64_t m_missing = 0;
    std::uint64_t m_ending = 0; // missing at the end; its row is the last
};
