// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingwriter.h"

#include "monitor/entry/entry.h"
#include "monitor/recording/recordingfile.h"
#include "monitor/recording/recordingschema.h"

#include <sqlite3.h>

#include <cstring>

#include <unistd.h>

namespace {

constexpr int WriteBusyMilliseconds = 2000;

constexpr const char *Settings =
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;" // also a machine that goes down loses a second at most
    "PRAGMA wal_autocheckpoint=4000;"
    "PRAGMA journal_size_limit=33554432;"
    "PRAGMA temp_store=MEMORY;";

bool exists(const std::string &path)
{
    return ::access(path.c_str(), F_OK) == 0;
}

std::int64_t signedOf(std::uint64_t value)
{
    std::int64_t result = 0;
    std::memcpy(&result, &value, sizeof(result));
    return result;
}

} // namespace

RecordingWriter::Result RecordingWriter::create(const std::string &path,
                                                const RecordingMetadata &metadata)
{
    m_path = path;
    if (!createFile()) {
        return Result::Failed;
    }
    if (setUp(metadata) && checkpoint() == Result::Done) {
        m_place = m_path;
        return Result::Done;
    }
    discard();
    return Result::Failed;
}

bool RecordingWriter::createFile()
{
    m_fault = occupiedFault(m_path);
    if (!m_fault.empty()) {
        return false;
    }
    // Before SQLite sees it, which gives the files beside it the same rights.
    const int failure = m_file.create(m_path);
    if (failure != 0) {
        m_fault = m_path + " can't be made: " + std::strerror(failure) + '.';
    }
    return failure == 0;
}

bool RecordingWriter::setUp(const RecordingMetadata &metadata)
{
    int code = m_database.open(m_path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(m_database.handle(), WriteBusyMilliseconds);
        code = m_database.execute(Settings);
    }
    const std::string versions =
        "PRAGMA application_id=" + std::to_string(RecordingSchema::ApplicationId)
        + ";PRAGMA user_version=" + std::to_string(RecordingSchema::Version) + ';';
    for (const char *sql : {"BEGIN IMMEDIATE", versions.c_str(), RecordingSchema::MetaTable,
                            RecordingSchema::StreamsTable, RecordingSchema::EntriesTable}) {
        code = code == SQLITE_OK ? m_database.execute(sql) : code;
    }
    if (code != SQLITE_OK || !writeMetadata(metadata)) {
        resultOf(code == SQLITE_OK ? sqlite3_errcode(m_database.handle()) : code);
        return false;
    }
    m_begin = Statement(m_database, "BEGIN IMMEDIATE");
    m_commit = Statement(m_database, "COMMIT");
    m_insert =
        Statement(m_database, "INSERT INTO entries VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)");
    m_streams = StreamIds(m_database);
    m_pageCount = Statement(m_database, "PRAGMA page_count");
    m_pageSize = m_database.number("PRAGMA page_size", 4096);
    const bool isCommitted = commit() == Result::Done;
    m_log = writeAheadLogOf(m_path);
    return isCommitted;
}

bool RecordingWriter::writeMetadata(const RecordingMetadata &metadata)
{
    Statement insert(m_database, "INSERT INTO meta VALUES(?1,?2)");
    const std::pair<const char *, const std::string &> texts[] = {{"program", metadata.program},
                                                                  {"profile", metadata.profile},
                                                                  {"user", metadata.user},
                                                                  {"url", metadata.url},
                                                                  {"api_url", metadata.apiUrl}};
    for (const auto &[key, text] : texts) {
        insert.bindText(1, key);
        insert.bindText(2, text);
        if (insert.run() != SQLITE_OK) {
            return false;
        }
    }
    insert.bindText(1, "started_at");
    insert.bind(2, metadata.startedAt.value_or(std::chrono::microseconds(0)).count());
    return insert.run() == SQLITE_OK;
}

void RecordingWriter::limitPages(std::int64_t pages)
{
    m_database.execute(("PRAGMA max_page_count=" + std::to_string(pages)).c_str());
}

RecordingWriter::Result RecordingWriter::begin()
{
    return resultOf(m_begin.run());
}

RecordingWriter::Result RecordingWriter::add(const Entry &entry)
{
    const std::size_t size = entry.payload.size() + entry.tags.size() + entry.info.size();
    if (size <= RecordingSchema::LargestEntry) {
        return insert(entry);
    }
    const std::string words =
        "A message of " + std::to_string(size) + " bytes is larger than a recording takes.";
    Entry note = entry;
    note.kind = EntryKind::Loss;
    note.setCount(1);
    note.payload = words;
    note.tags = note.info = {};
    return insert(note);
}

RecordingWriter::Result RecordingWriter::insert(const Entry &entry)
{
    const std::int64_t stream = m_streams.idOf(entry);
    if (stream == 0) {
        return resultOf(sqlite3_errcode(m_database.handle()));
    }
    m_insert.bind(1, signedOf(m_number + 1));
    m_insert.bind(2, static_cast<std::int64_t>(entry.kind));
    m_insert.bind(3, entry.packedState);
    m_insert.bind(4, entry.flags);
    m_insert.bind(5, entry.monotonic.count());
    m_insert.bind(6, entry.wall.count());
    m_insert.bind(7, stream);
    m_insert.bind(8, signedOf(entry.offset));
    m_insert.bind(9, entry.packedCode);
    m_insert.bindBlob(10, entry.payload);
    m_insert.bindTextOrNull(11, entry.tags);
    m_insert.bindTextOrNull(12, entry.info);
    const Result result = resultOf(m_insert.run());
    m_number += result == Result::Done ? 1 : 0;
    return result;
}

RecordingWriter::Result RecordingWriter::commit()
{
    const Result result = resultOf(m_commit.run());
    if (result != Result::Done) {
        return result;
    }
    m_committed = m_number;
    if (m_pageCount.step() == SQLITE_ROW) {
        m_fileBytes = static_cast<std::uint64_t>(m_pageCount.number(0) * m_pageSize);
    }
    m_pageCount.reset();
    return isInPlace() ? result : Result::Failed;
}

void RecordingWriter::rollback()
{
    m_database.execute("ROLLBACK"); // a failure has done so already, perhaps
    m_number = m_committed;
    m_streams.forget();
}

RecordingWriter::Result RecordingWriter::checkpoint()
{
    if (!isInPlace()) { // before it grows again
        return Result::Failed;
    }
    const int code = sqlite3_wal_checkpoint_v2(m_database.handle(), "main",
                                               SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // Somebody else may be at it just now; the next one takes what is left.
    const Result result = resultOf(code == SQLITE_LOCKED ? SQLITE_BUSY : code);
    if (result == Result::Failed) {
        return result;
    }
    return isInPlace() && isLogInPlace() ? Result::Done : Result::Failed;
}

RecordingWriter::Result RecordingWriter::finish(std::chrono::microseconds wall)
{
    if (!isInPlace()) {
        return Result::Failed;
    }
    if (!writeEnd(wall)) {
        return resultOf(sqlite3_errcode(m_database.handle()));
    }
    // Waits for readers of an older state, a while.
    const Result result = resultOf(sqlite3_wal_checkpoint_v2(
        m_database.handle(), "main", SQLITE_CHECKPOINT_FULL, nullptr, nullptr));
    if (result != Result::Failed) {
        // Somebody who reads it just now prevents this; then the WAL stays, and is read with it.
        m_database.execute("PRAGMA journal_mode=DELETE");
        close();
        return Result::Done;
    }
    return result;
}

bool RecordingWriter::writeEnd(std::chrono::microseconds wall)
{
    Statement end(m_database, "INSERT OR REPLACE INTO meta VALUES('ended_at',?1),('entries',?2)");
    end.bind(1, wall.count());
    end.bind(2, signedOf(m_number));
    return end.run() == SQLITE_OK;
}

void RecordingWriter::giveUp(std::chrono::microseconds wall)
{
    if (!m_file.isOpen()) {
        return;
    }
    if (m_file.place() != HeldFile::Place::Kept) {
        leaveMovedFile(wall);
        return;
    }
    if (!isLogInPlace()) {
        leaveLostLog(wall);
        return;
    }
    m_fault = m_fault.empty() ? m_path + " is held by another program." : m_fault;
    if (m_committed == 0) {
        discard();
        m_fault += " Nothing was recorded.";
        return;
    }
    sqlite3_wal_checkpoint_v2(m_database.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr,
                              nullptr);
    close();
    if (hasWriteAheadLog(m_path)) {
        m_fault += " Its newest entries are in " + m_path + "-wal; keep both together.";
    }
}

/** Its write-ahead log stayed under the old name. So the file gets all of it, and the log goes,
 * unless another one stands in its place by now. */
void RecordingWriter::leaveMovedFile(std::chrono::microseconds wall)
{
    writeEnd(wall);
    sqlite3_wal_checkpoint_v2(m_database.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr,
                              nullptr);
    m_place = m_file.currentPath();
    closeWithoutLog();
    if (!exists(m_path)) {
        removeFilesBeside(m_path);
    }
}

/** The log lives on as long as we hold it open: what is in it goes into the file, or is lost. */
void RecordingWriter::leaveLostLog(std::chrono::microseconds wall)
{
    const bool isEnded = writeEnd(wall);
    int inLog = 0;
    int copied = -1;
    const int code = sqlite3_wal_checkpoint_v2(m_database.handle(), "main", SQLITE_CHECKPOINT_FULL,
                                               &inLog, &copied);
    m_fault += isEnded && code == SQLITE_OK && copied == inLog
        ? " The recording ends here, complete."
        : " The recording ends here; its last seconds are lost.";
    closeWithoutLog();
}

/** SQLite would remove what has the name of the log, which is not ours any more. */
void RecordingWriter::closeWithoutLog()
{
    int keepsLog = 1;
    sqlite3_file_control(m_database.handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &keepsLog);
    close();
}

void RecordingWriter::close()
{
    for (Statement *statement : {&m_begin, &m_commit, &m_insert, &m_pageCount}) {
        *statement = Statement();
    }
    m_streams = StreamIds();
    m_database = Database();
    m_file.close();
}

/** As if it had never been made. */
void RecordingWriter::discard()
{
    if (m_file.place() == HeldFile::Place::Kept) {
        removeFilesBeside(m_path);
        m_file.remove();
    }
    m_place.clear();
    close();
}

RecordingWriter::Result RecordingWriter::resultOf(int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
        return Result::Done;
    case SQLITE_BUSY:
        return Result::Busy;
    case SQLITE_FULL:
        m_fault = "The disk is full: " + m_path + " can't grow any more.";
        break;
    case SQLITE_IOERR: {
        const int number = sqlite3_system_errno(m_database.handle());
        m_fault = m_path + " can't be written: "
            + (number == 0 ? m_database.errorText() : std::strerror(number)) + '.';
        break;
    }
    default:
        m_fault = m_path + " can't be written: " + m_database.errorText() + '.';
        break;
    }
    return Result::Failed;
}

/** Sets the fault if not. Without access to the folder nothing is known about the log. */
bool RecordingWriter::isLogInPlace()
{
    if (!m_log || m_log == writeAheadLogOf(m_path)) {
        return true;
    }
    m_fault = m_path + "-wal, a part of the recording while it is made, was deleted or replaced.";
    return false;
}

/** Else it says where the file is. */
bool RecordingWriter::isInPlace()
{
    const std::string fault = m_file.fault();
    m_fault = fault.empty() ? m_fault : fault;
    m_place = m_file.wasCut() ? std::string() : m_place;
    return fault.empty();
}
