// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/database.h"
#include "monitor/recording/leafpage.h"
#include "monitor/recording/recordingmetadata.h"
#include "monitor/recording/recordingreader.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

/** Reads a recording whose table is whole, through SQLite; never changes the file. */
class TableReader final : public RecordingReader
{
public:
    enum class Access {
        Shared, ///< with its write-ahead log, while others may write
        Alone ///< without its log, which is missing or can't be used; nothing is made beside it
    };
    struct Opened;

    static Opened open(const std::string &path, Access access);

    /** Finds its entries: goes once through the table, whose numbers must increase. False where it
     * is damaged or `goesOn` returned false, which is asked often. */
    bool findRows(RowMap &rows, const std::function<bool()> &goesOn);
    RecordingMetadata metadata();
    std::vector<std::string> watchers() override;

protected:
    void readSizes(const EntryRun &run, std::span<std::size_t> sizes) override;
    void readEntries(const EntryRun &run, JournalSegment &segment) override;

private:
    TableReader() = default;
    std::string connect(const std::string &path, Access access, int &code);
    void bindNumbers(Statement &statement, std::uint64_t first, std::uint64_t end);
    bool findRow(std::uint64_t number);
    bool appendRow(JournalSegment &segment);
    void readSingle(std::uint64_t number, JournalSegment &segment);
    const Stream &streamOf(std::int64_t id);

    Database m_database;
    Statement m_sizes;
    Statement m_rows;
    Statement m_streamNames;
    std::unordered_map<std::int64_t, Stream> m_streams;
};

struct TableReader::Opened
{
    std::unique_ptr<TableReader> reader; ///< null when it can't be read this way
    std::string fault; ///< why, a sentence
    int code = 0; ///< SQLite's; 0 where this is no recording, whatever is done
};
