// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingsource.h"

#include "monitor/recording/recordingfile.h"
#include "monitor/recording/recordingtables.h"

#include <sqlite3.h>

#include <chrono>
#include <optional>
#include <utility>

#include <poll.h>

namespace {

using Access = TableReader::Access;

/** A file whose header is damaged is looked at so far, whether it is a recording at all. */
constexpr std::uint64_t MaxBytesToKnow = std::uint64_t(64) * 1024 * 1024;

std::string counted(std::uint64_t count, const char *one, const char *many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

/** Through SQLite, with the log or, where that is not possible, without. */
TableReader::Opened openTable(const std::string &path, Access &access)
{
    TableReader::Opened opened = TableReader::open(path, access);
    const int primary = opened.code & 0xFF;
    if (access == Access::Shared && (primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY)) {
        access = Access::Alone;
        opened = TableReader::open(path, access);
    }
    return opened;
}

/** Whether its pages may hold entries all the same. */
bool isDamage(int code)
{
    const int primary = code & 0xFF;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_IOERR
        || primary == SQLITE_INTERRUPT || primary == SQLITE_ERROR;
}

std::shared_ptr<const PageFile> openPages(const RecordingSource &source)
{
    return PageFile::open(source.path,
                          source.hasForeignLog ? PageFile::Log::LeftOut : PageFile::Log::Read);
}

/** Finds rows and streams in the pages. False, and nothing is changed, where nothing is there. */
bool findInPages(RecordingSource &source, const std::function<bool()> &goesOn)
{
    const auto pages = openPages(source);
    std::uint64_t bytes = 0;
    const auto isWorthMore = [&](bool hasFound) {
        bytes += pages->format().pageSize;
        return goesOn() && (hasFound || bytes < MaxBytesToKnow || pages->hasHeader());
    };
    auto walked = pages == nullptr ? std::nullopt : walkPages(*pages, isWorthMore);
    if (!walked || walked->rows.entries() == 0) {
        return false;
    }
    source.pages = pages;
    source.rows = std::move(walked->rows);
    source.streams = std::make_shared<const PageReader::Streams>(std::move(walked->streams));
    if (!walked->isComplete) {
        source.isIncomplete = true;
        source.warnings.emplace_back("The recording is damaged in more places than can be shown.");
    }
    return true;
}

/** Reads what is left of a file that SQLite can't read. Whether that is a recording. */
bool readDamaged(RecordingSource &source, bool hasTables, const std::function<bool()> &goesOn)
{
    if (findInPages(source, goesOn)) {
        return true;
    }
    source.rows = {};
    source.pages = openPages(source);
    source.streams = std::make_shared<const PageReader::Streams>();
    return hasTables && source.pages != nullptr;
}

/** Whether nobody writes the log: a recorder commits every second. */
bool isLogAtRest(const std::string &path, const std::function<bool()> &goesOn)
{
    using namespace std::chrono_literals;
    constexpr int PollInterval = 50; // ms
    const auto written = logWrittenAt(path);
    for (auto now = written; now - written < 2s && goesOn() && logWrittenAt(path) == written;) {
        ::poll(nullptr, 0, PollInterval); // in a worker thread
        now = std::chrono::system_clock::now();
    }
    return logWrittenAt(path) == written;
}

enum class LogState {
    Whole,
    Unfinished, ///< entries of a transaction that was not finished stand at its end
    Damaged ///< entries stand in it, but SQLite never shows them
};

/** SQLite shows nothing behind the first transaction that is not whole. At the end of a log that is
 * usual: the program ended while it wrote. */
LogState stateOfLog(RecordingSource &source, const std::function<bool()> &goesOn)
{
    const bool hasLog = source.access == Access::Shared && hasWriteAheadLog(source.path);
    const auto pages = hasLog ? PageFile::open(source.path) : nullptr;
    const LastInLog last = pages == nullptr ? LastInLog() : lastNumbersInLog(*pages);
    const bool isUseless = pages != nullptr && pages->hasUselessLog();
    if ((last.any < source.rows.nextNumber() && !isUseless) || !isLogAtRest(source.path, goesOn)) {
        return LogState::Whole;
    }
    if (const auto later = isUseless ? PageFile::open(source.path) : nullptr) {
        return later->hasUselessLog() ? LogState::Damaged : LogState::Whole;
    }
    // They may have been committed meanwhile.
    const TableReader::Opened table = TableReader::open(source.path, source.access);
    RowMap rows;
    const bool isRead = table.reader != nullptr && table.reader->findRows(rows, goesOn);
    if (isRead && rows.nextNumber() > last.any) {
        source.rows = std::move(rows);
        return LogState::Whole;
    }
    return isRead && rows.nextNumber() > last.committed ? LogState::Unfinished : LogState::Damaged;
}

void addLogState(RecordingSource &source, LogState state)
{
    if (state == LogState::Whole) {
        return;
    }
    source.isIncomplete = true;
    source.warnings.emplace_back(
        state == LogState::Damaged
            ? "The file beside it that ends with -wal was cut or is damaged."
            : "The file beside it that ends with -wal ends within a transaction: the program ended "
              "while it wrote, or the file was cut. What can be read of it is shown.");
}

/** Whether its last pages are missing: SQLite takes zeros for what lacks of the last one. */
bool isCut(const RecordingSource &source, const std::function<bool()> &goesOn)
{
    const auto lacksBytes = [&source] {
        const auto pages = openPages(source);
        return pages != nullptr && pages->missingBytes() > 0;
    };
    // Once more, as the file may have grown between looking at its size and at its header.
    return lacksBytes() && isLogAtRest(source.path, goesOn) && lacksBytes();
}

/** Whether the log beside it hides it, as it is another recording's. `table` is what SQLite shows
 * with the log. */
bool isLogForeign(const RecordingSource &source, TableReader::Opened &table,
                  const std::function<bool()> &goesOn)
{
    if (source.access != Access::Shared || !hasWriteAheadLog(source.path)) {
        return false;
    }
    const TableReader::Opened alone = TableReader::open(source.path, Access::Alone);
    if (alone.reader == nullptr || table.reader == nullptr) {
        return alone.reader != nullptr
            && (table.code == SQLITE_OK || isDamage(table.code)); // not that it is locked
    }
    const RecordingMetadata own = alone.reader->metadata();
    const RecordingMetadata shown = table.reader->metadata();
    if (own.startedAt && own.startedAt != shown.startedAt) {
        return true;
    }
    RowMap rows;
    if (!own.endedAt || !alone.reader->findRows(rows, goesOn) || own.entries != rows.entries()) {
        return false; // the log may be needed
    }
    RowMap shownRows;
    return !table.reader->findRows(shownRows, goesOn) || shown.endedAt != own.endedAt
        || shownRows.entries() != rows.entries();
}

/** Through SQLite, without a log that is another recording's. */
TableReader::Opened openOwnTable(RecordingSource &source, const std::function<bool()> &goesOn)
{
    TableReader::Opened table = openTable(source.path, source.access);
    if (isLogForeign(source, table, goesOn)) {
        source.access = Access::Alone;
        source.hasForeignLog = true;
        source.isIncomplete = true;
        source.warnings.push_back("The file " + source.path
                                  + "-wal belongs to another recording and is not read.");
        table = TableReader::open(source.path, source.access);
    }
    return table;
}

/** As where two recordings were joined. */
void addBytesBehind(RecordingSource &source, const std::function<bool()> &goesOn)
{
    const auto bytesBehind = [&source] {
        const auto pages = openPages(source);
        return pages == nullptr ? 0 : pages->bytesBehind();
    };
    // Not where it grew meanwhile.
    if (bytesBehind() == 0 || !isLogAtRest(source.path, goesOn)) {
        return;
    }
    if (const std::uint64_t bytes = bytesBehind(); bytes > 0) {
        source.isIncomplete = true;
        source.warnings.push_back(counted(bytes, "byte", "bytes") + " behind the recording "
                                  + (bytes == 1 ? "was" : "were") + " not read.");
    }
}

/** What is missing at the end. */
void addEnding(RecordingSource &source)
{
    const std::uint64_t bytes = source.pages == nullptr ? 0 : source.pages->missingBytes();
    const std::uint64_t next = source.rows.nextNumber();
    const std::optional<std::uint64_t> stated = source.metadata.entries;
    if (bytes > 0) {
        source.isIncomplete = true;
        source.warnings.push_back("The end of the file is missing: "
                                  + counted(bytes, "byte", "bytes") + " of "
                                  + std::to_string(source.pages->size() + bytes) + '.');
    }
    if (stated && *stated >= next) {
        source.rows.addEnding(*stated + 1 - next);
    } else if (bytes > 0 && !stated) {
        source.rows.addEnding(1); // at least
    }
}

/** How much is lost. */
void addLoss(RecordingSource &source, bool isDamaged)
{
    // Else at least one entry is taken for missing.
    const bool isEndingKnown =
        source.metadata.entries || source.pages == nullptr || source.pages->missingBytes() == 0;
    const RowMap &rows = source.rows;
    const std::string found = counted(rows.entries(), "entry", "entries");
    if (rows.hasGaps()) {
        // Damaged numbers may tell of more than there ever was.
        const std::uint64_t stated = source.metadata.entries.value_or(0);
        const std::uint64_t missing =
            stated > rows.entries() ? stated - rows.entries() : rows.missing();
        source.isIncomplete = true;
        source.warnings.push_back(
            (source.pages == nullptr ? "The recording has gaps: " : "The recording is damaged: ")
            + found + " can be read, "
            + (isEndingKnown ? counted(missing, "entry is", "entries are") + " missing."
                             : "and it is not known how many are missing."));
    } else if (isDamaged) {
        const bool isAll = source.metadata.entries == rows.entries();
        source.isIncomplete = source.isIncomplete || !isAll;
        source.warnings.push_back("The recording is damaged: " + found
                                  + (isAll ? " can be read, which are all."
                                           : " can be read; it is not known how many there were."));
    }
    if (source.pages != nullptr && rows.entries() > 0 && source.streams->empty()) {
        source.warnings.emplace_back("The names of its channels can't be read.");
    }
}

void addStateWarnings(RecordingSource &source, bool isLogMissing)
{
    std::vector<std::string> &warnings = source.warnings;
    const bool isEnded = source.metadata.endedAt.has_value();
    if (!isEnded && !source.metadata.startedAt) {
        return; // it can't be read
    }
    if (source.access == Access::Alone && hasWriteAheadLog(source.path) && !source.hasForeignLog
        && source.pages == nullptr) {
        warnings.emplace_back("The folder can't be written, so the newest entries, which stand in "
                              "the file beside it that ends with -wal, are not shown. Copy both "
                              "to another folder to see them.");
    }
    if (!isEnded && isLogMissing) {
        warnings.push_back("The recording was not ended, and the file with its newest entries, "
                           + source.path
                           + "-wal, is missing: what came in its last seconds is not here.");
    } else if (!isEnded) {
        warnings.emplace_back(
            "The recording was not ended: the program that wrote it ended early, or still writes.");
    }
}

} // namespace

RecordingSource::Opened RecordingSource::open(const std::string &path,
                                              const std::function<bool()> &goesOn)
{
    if (const std::string fault = plainFileFault(path); !fault.empty()) {
        return {nullptr, nullptr, fault};
    }
    const auto source = std::make_shared<RecordingSource>();
    source->path = path;
    // A copy of the one file, most likely: nothing shall be made beside it.
    const bool isLogMissing = lacksWriteAheadLog(path);
    source->access = isLogMissing ? Access::Alone : Access::Shared;
    TableReader::Opened table = openOwnTable(*source, goesOn);
    if (table.reader == nullptr && !isDamage(table.code)) {
        return {nullptr, nullptr, table.fault};
    }
    const auto metadata = table.reader == nullptr ? readDamagedMetadata(path)
                                                  : std::optional(table.reader->metadata());
    source->metadata = metadata.value_or(RecordingMetadata());
    const bool isDamaged = table.reader == nullptr || isCut(*source, goesOn)
        || !table.reader->findRows(source->rows, goesOn);
    const LogState log =
        isDamaged || source->metadata.endedAt ? LogState::Whole : stateOfLog(*source, goesOn);
    addLogState(*source, log);
    if ((isDamaged || log != LogState::Whole) && goesOn()) {
        if (!readDamaged(*source, metadata.has_value(), goesOn) && goesOn()) {
            return {nullptr, nullptr,
                    table.fault.empty() ? path + " is damaged, and nothing of it can be read."
                                        : table.fault};
        }
    } else if (!source->metadata.endedAt && source->access == Access::Alone) {
        // Copied while it was written: some pages may be older than others. Or SQLite can't use its
        // log, as it makes a file beside it, which the folder does not allow.
        findInPages(*source, goesOn);
    }
    if (!goesOn()) {
        return {nullptr, nullptr, "cancelled"};
    }
    if (source->pages == nullptr) { // else all was looked at
        addBytesBehind(*source, goesOn);
    }
    addEnding(*source);
    addLoss(*source, isDamaged || log == LogState::Damaged);
    addStateWarnings(*source, isLogMissing);
    auto reader = source->pages == nullptr ? std::move(table.reader) : source->makeReader();
    source->watchers = reader == nullptr ? std::vector<std::string>() : reader->watchers();
    return {source, std::move(reader), {}};
}

std::unique_ptr<RecordingReader> RecordingSource::makeReader() const
{
    if (pages != nullptr) {
        return std::make_unique<PageReader>(pages, streams);
    }
    return TableReader::open(path, access).reader;
}
