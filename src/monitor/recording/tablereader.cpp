// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/tablereader.h"

#include "monitor/recording/recordingfile.h"
#include "monitor/recording/recordingschema.h"
#include "monitor/recording/recordingtables.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>

namespace {

constexpr int BusyMilliseconds = 5000;
constexpr const char *VersionQuery = "PRAGMA user_version";
constexpr std::size_t MaxStreams = 100'000;

constexpr const char *RowColumns =
    "SELECT number, kind, state, flags, monotonic, wall, stream, offset, code, payload, tags, info "
    "FROM entries WHERE number>=?1 AND number<?2 ORDER BY number";
constexpr const char *SizeColumns =
    "SELECT number, ifnull(length(payload),0) + ifnull(length(tags),0) + ifnull(length(info),0) "
    "FROM entries WHERE number>=?1 AND number<?2 ORDER BY number";

std::uint64_t unsignedOf(std::int64_t value)
{
    return std::bit_cast<std::uint64_t>(value);
}

} // namespace

TableReader::Opened TableReader::open(const std::string &path, Access access)
{
    std::unique_ptr<TableReader> reader(new TableReader());
    int code = SQLITE_OK;
    const std::string words = reader->connect(path, access, code);
    return words.empty() ? Opened{std::move(reader), {}, SQLITE_OK} : Opened{nullptr, words, code};
}

/** Empty, or why not; `code` is SQLite's then. */
std::string TableReader::connect(const std::string &path, Access access, int &code)
{
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    code = access == Access::Alone ? m_database.open(immutableUri(path), flags | SQLITE_OPEN_URI)
                                   : m_database.open(path, flags);
    if (code != SQLITE_OK) {
        return path + " can't be opened: " + m_database.errorText() + '.';
    }
    sqlite3_busy_timeout(m_database.handle(), BusyMilliseconds);
    m_database.limitSteps();
    m_database.execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
    const std::string fault = recordingTablesFault(m_database, code);
    if (!fault.empty()) {
        return path + ' ' + fault;
    }
    m_sizes = Statement(m_database, SizeColumns);
    m_rows = Statement(m_database, RowColumns);
    const std::int64_t version = m_database.number(VersionQuery, 0);
    m_streamNames = Statement(m_database,
                              version < RecordingSchema::FirstWithWatchers
                                  ? "SELECT channel, epoch, '' FROM streams WHERE id=?1"
                                  : "SELECT channel, epoch, watcher FROM streams WHERE id=?1");
    m_database.unlimitSteps();
    if (!m_sizes.isReady() || !m_rows.isReady() || !m_streamNames.isReady()) {
        code = sqlite3_errcode(m_database.handle());
        return path + " can't be read: " + m_database.errorText() + '.';
    }
    return {};
}

bool TableReader::findRows(RowMap &rows, const std::function<bool()> &goesOn)
{
    constexpr std::uint64_t AskEvery = 1024;
    Statement numbers(m_database, "SELECT number FROM entries ORDER BY number");
    std::uint64_t count = 0;
    int code = numbers.step();
    for (; code == SQLITE_ROW; code = numbers.step()) {
        const bool isAsked = ++count % AskEvery == 0;
        if (!rows.add(unsignedOf(numbers.number(0))) || (isAsked && !goesOn())) {
            return false;
        }
    }
    return code == SQLITE_DONE;
}

RecordingMetadata TableReader::metadata()
{
    return readRecordingMetadata(m_database);
}

std::vector<std::string> TableReader::watchers()
{
    std::vector<std::string> names;
    if (m_database.number(VersionQuery, 0) < RecordingSchema::FirstWithWatchers) {
        return names;
    }
    Statement rows(m_database,
                   "SELECT DISTINCT watcher FROM streams "
                   "WHERE length(CAST(watcher AS BLOB)) BETWEEN 1 AND ?1");
    rows.bind(1, std::int64_t(LongestWatcher));
    while (names.size() < MaxWatchers && rows.step() == SQLITE_ROW) {
        names.emplace_back(rows.bytes(0));
    }
    return names;
}

void TableReader::bindNumbers(Statement &statement, std::uint64_t first, std::uint64_t end)
{
    statement.bind(1, static_cast<std::int64_t>(first));
    statement.bind(2, static_cast<std::int64_t>(end));
}

void TableReader::readSizes(const EntryRun &run, std::span<std::size_t> sizes)
{
    bindNumbers(m_sizes, run.number, run.number + run.count);
    for (std::uint64_t next = run.number; m_sizes.step() == SQLITE_ROW; ++next) {
        const std::uint64_t number = unsignedOf(m_sizes.number(0));
        if (number < next || number >= run.number + run.count) {
            break;
        }
        next = number;
        sizes[number - run.number] =
            static_cast<std::size_t>(std::max<std::int64_t>(m_sizes.number(1), 0));
    }
    m_sizes.reset();
}

void TableReader::readEntries(const EntryRun &run, JournalSegment &segment)
{
    const std::uint64_t end = run.number + run.count;
    std::uint64_t next = run.number;
    bindNumbers(m_rows, next, end);
    while (next < end && m_rows.step() == SQLITE_ROW && unsignedOf(m_rows.number(0)) == next
           && appendRow(segment)) {
        ++next;
    }
    m_rows.reset();
    // Behind a damaged entry others may be whole.
    for (; next < end; ++next) {
        readSingle(next, segment);
    }
}

void TableReader::readSingle(std::uint64_t number, JournalSegment &segment)
{
    if (!findRow(number) || !appendRow(segment)) {
        appendUnreadable(segment);
    }
    m_rows.reset();
}

/** Goes to a row. A damaged key in an inner page leads past it; then it is found behind an earlier
 * one, as rows follow each other without keys. */
bool TableReader::findRow(std::uint64_t number)
{
    constexpr std::array<std::uint64_t, 5> StepsBack{0, 1, 16, 256, 4096};
    for (const std::uint64_t back : StepsBack) {
        m_rows.reset();
        bindNumbers(m_rows, number - std::min(back, number), number + 1);
        int code = m_rows.step();
        while (code == SQLITE_ROW && unsignedOf(m_rows.number(0)) < number) {
            code = m_rows.step();
        }
        if (code != SQLITE_DONE) {
            return code == SQLITE_ROW;
        }
    }
    return false;
}

/** The row that was gone to. */
bool TableReader::appendRow(JournalSegment &segment)
{
    if (m_rows.isNull(1)) {
        return false;
    }
    Entry entry;
    const std::int64_t kind = m_rows.number(1);
    const bool isKnown = kind >= 0 && kind <= static_cast<std::int64_t>(LastEntryKind);
    entry.kind = isKnown ? static_cast<EntryKind>(kind) : EntryKind::Undecodable;
    entry.packedState = static_cast<std::uint8_t>(m_rows.number(2));
    entry.flags = static_cast<std::uint8_t>(m_rows.number(3));
    entry.monotonic = std::chrono::nanoseconds(m_rows.number(4));
    entry.wall = std::chrono::microseconds(m_rows.number(5));
    setStream(entry, streamOf(m_rows.number(6)));
    entry.offset = unsignedOf(m_rows.number(7));
    entry.packedCode = static_cast<std::uint32_t>(m_rows.number(8));
    entry.payload = m_rows.bytes(9);
    entry.tags = m_rows.bytes(10);
    entry.info = m_rows.bytes(11);
    append(entry, segment);
    return true;
}

const Stream &TableReader::streamOf(std::int64_t id)
{
    const auto known = m_streams.find(id);
    if (known != m_streams.end()) {
        return known->second;
    }
    m_streamNames.bind(1, id);
    Stream names;
    if (m_streamNames.step() == SQLITE_ROW) {
        names = {std::string(m_streamNames.bytes(0)), std::string(m_streamNames.bytes(1)),
                 std::string(m_streamNames.bytes(2))};
    }
    m_streamNames.reset();
    if (m_streams.size() >= MaxStreams) {
        m_streams.clear();
    }
    return m_streams.emplace(id, std::move(names)).first->second;
}
