// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/database.h"
#include "monitor/recording/heldfile.h"
#include "monitor/recording/recordingfile.h"
#include "monitor/recording/recordingmetadata.h"
#include "monitor/recording/streamids.h"

#include <cstdint>
#include <optional>
#include <string>

struct Entry;

/**
 * Writes one recording: a new file, readable by its owner only, with entries numbered from 1. Used
 * by one thread at a time. Faults are sentences for the user. Without finish() the file is left as
 * after a crash.
 */
class RecordingWriter
{
public:
    enum class Result {
        Done,
        Busy, ///< another process locks the file; try again
        Failed ///< see fault(); no further call succeeds
    };

    RecordingWriter() = default;
    RecordingWriter(const RecordingWriter &) = delete;
    RecordingWriter &operator=(const RecordingWriter &) = delete;

    /**
     * Creates the file, which can be read as a recording from then on. An existing file is never
     * touched. A failure leaves nothing behind.
     */
    Result create(const std::string &path, const RecordingMetadata &metadata);
    /** For tests of a full disk: SQLite reports it beyond so many pages. */
    void limitPages(std::int64_t pages);

    Result begin();
    /** Within begin() and commit(). */
    Result add(const Entry &entry);
    Result commit();
    void rollback();
    /**
     * Copies what was committed from the write-ahead log into the file itself, as far as no reader
     * needs the older state, so that the file alone holds it. Fails when the file, or the log
     * beside it, was moved, replaced or deleted.
     */
    Result checkpoint();
    /** Says when it ended and leaves one plain file, without a WAL beside it. */
    Result finish(std::chrono::microseconds wall);

    /**
     * After a failure: copies what was committed into the file itself as far as possible, wherever
     * it is by now. Removes the file if it holds nothing. fault() then mentions that, too.
     */
    void giveUp(std::chrono::microseconds wall);
    /** The path of the file; empty when nothing is left of it. */
    const std::string &place() const { return m_place; }

    std::uint64_t count() const { return m_committed; } ///< committed entries
    std::uint64_t fileBytes() const { return m_fileBytes; }
    const std::string &fault() const { return m_fault; }

private:
    void close();
    void discard();
    bool writeEnd(std::chrono::microseconds wall);
    void leaveMovedFile(std::chrono::microseconds wall);
    void leaveLostLog(std::chrono::microseconds wall);
    void closeWithoutLog();
    Result insert(const Entry &entry);
    bool createFile();
    bool setUp(const RecordingMetadata &metadata);
    bool writeMetadata(const RecordingMetadata &metadata);
    Result resultOf(int code);
    bool isInPlace();
    bool isLogInPlace();

    std::string m_path;
    std::string m_place;
    std::optional<FileIdentity> m_log; // beside the file, from the first commit on
    HeldFile m_file; // closed after the database, see there
    Database m_database;
    Statement m_begin;
    Statement m_commit;
    Statement m_insert;
    Statement m_pageCount;
    StreamIds m_streams;
    std::uint64_t m_number = 0; // of the newest entry, committed or not
    std::uint64_t m_committed = 0;
    std::uint64_t m_fileBytes = 0;
    std::int64_t m_pageSize = 0;
    std::string m_fault;
};
