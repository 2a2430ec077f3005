// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/journal/journalsegment.h"
#include "monitor/recording/database.h"
#include "monitor/recording/pagesalvage.h"
#include "monitor/recording/recordingfacts.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

/**
 * One connection to a recording, to read it: never changes the file and trusts nothing in it. Used
 * by one thread at a time.
 */
class RecordingReader
{
public:
    /** How a file can be read. */
    struct Access
    {
        bool isAlone = false; ///< without the files beside it: they are missing or can't be used
        bool isTorn = false; ///< pages are missing, or are older than others
    };
    struct Opened;

    /** Finds out how it can be read. */
    static Opened open(const std::string &path);
    /** As another one found out. */
    static Opened open(const std::string &path, Access access,
                       std::shared_ptr<const PageSalvage> salvage);

    Access access() const { return m_access; }
    /** What was found in pages to which the table does not lead; null for a file in order. */
    const std::shared_ptr<const PageSalvage> &salvage() const { return m_salvage; }
    std::uint64_t firstNumber() const { return m_first; }
    std::uint64_t endNumber() const { return m_end; }
    RecordingFacts facts();
    /** What a user should know of it; sentences. */
    const std::vector<std::string> &warnings() const { return m_warnings; }

    /** Consecutive numbers, without `end`. */
    struct Range
    {
        std::uint64_t first = 0;
        std::uint64_t end = 0;
        std::size_t bytes = 0; ///< of these entries, where known
    };
    /**
     * Of a block the entries around `number`: at most 8 MB, more only where one alone is larger.
     * What is missing or can't be read is a row that says so.
     */
    std::shared_ptr<const JournalSegment> load(std::uint64_t number, Range block);

private:
    RecordingReader() = default;
    std::string connect(const std::string &path, Access access, int &code);
    void findRange();
    void salvage(const std::string &path);
    void addSalvaged();
    std::uint64_t entriesInTable(std::uint64_t first, std::uint64_t end);
    void warnOfState(const std::string &path, bool isLogMissing);

    std::vector<std::size_t> sizesOf(Range block);
    Range rangeAround(std::uint64_t number, Range block);
    void fill(JournalSegment &segment, Range range);
    using Stream = std::pair<std::string, std::string>; // channel and epoch
    bool isWhole() const;
    Entry readRow();
    bool readSingle(std::uint64_t number, JournalSegment &segment, bool &isBroken);
    bool readSalvaged(std::uint64_t number, JournalSegment &segment);
    const Stream &streamOf(std::int64_t id);

    Database m_database;
    Statement m_sizes;
    Statement m_rows;
    Statement m_streamNames;
    std::unordered_map<std::int64_t, Stream> m_streams;
    Access m_access;
    std::shared_ptr<const PageSalvage> m_salvage;
    std::string m_salvaged; // the bytes of an entry
    bool m_isEndReadable = true;
    std::uint64_t m_first = 1;
    std::uint64_t m_end = 1;
    std::vector<std::string> m_warnings;
};

struct RecordingReader::Opened
{
    std::unique_ptr<RecordingReader> reader; ///< null when it can't be read at all
    std::string fault; ///< why, a sentence
};
