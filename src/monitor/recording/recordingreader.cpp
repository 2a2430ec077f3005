// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingreader.h"

#include "monitor/recording/recordingfile.h"
#include "monitor/recording/recordingtables.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace {

constexpr int BusyMilliseconds = 5000;
constexpr std::size_t RunBytes = std::size_t(8) * 1024 * 1024;
constexpr std::size_t MaxStreams = 100'000;
/** Bytes of an entry that may not fit into one page. */
constexpr std::size_t SmallestOverflow = 4000;
/** Rows of a window are counted in 31 bits. */
constexpr std::uint64_t MaxEntries = 2'000'000'000;

constexpr const char *RowColumns =
    "SELECT number, kind, state, flags, monotonic, wall, stream, offset, code, payload, tags, info "
    "FROM entries WHERE number>=?1 AND number<?2 ORDER BY number";
constexpr const char *SizeColumns =
    "SELECT number, ifnull(length(payload),0) + ifnull(length(tags),0) + ifnull(length(info),0) "
    "FROM entries WHERE number>=?1 AND number<?2 ORDER BY number";

std::uint64_t unsignedOf(std::int64_t value)
{
    std::uint64_t result = 0;
    std::memcpy(&result, &value, sizeof(result));
    return result;
}

/** The words of a row that is not there. */
Entry substitute(const char *words, const Entry &before)
{
    Entry note;
    note.kind = EntryKind::Loss;
    note.setCount(1);
    note.monotonic = before.monotonic;
    note.wall = before.wall;
    note.payload = words;
    return note;
}

} // namespace

RecordingReader::Opened RecordingReader::open(const std::string &path)
{
    const std::string fault = plainFileFault(path);
    if (!fault.empty()) {
        return {nullptr, fault};
    }
    // A copy of the one file, most likely: nothing shall be made beside it.
    const bool isLogMissing = lacksWriteAheadLog(path);
    Access access{isLogMissing, false};
    std::string firstError;
    for (;;) {
        std::unique_ptr<RecordingReader> reader(new RecordingReader());
        int code = SQLITE_OK;
        const std::string words = reader->connect(path, access, code);
        if (words.empty()) {
            reader->salvage(path);
            reader->addStateWarnings(path, isLogMissing);
            return {std::move(reader), {}};
        }
        firstError = firstError.empty() ? words : firstError;
        const int primary = code & 0xFF;
        if (primary == SQLITE_CORRUPT && !access.isTorn) {
            access.isTorn = true;
        } else if ((primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY) && !access.isAlone) {
            access.isAlone = true;
        } else {
            return {nullptr, firstError};
        }
    }
}

RecordingReader::Opened RecordingReader::open(const std::string &path, Access access,
                                              std::shared_ptr<const PageSalvage> salvage)
{
    std::unique_ptr<RecordingReader> reader(new RecordingReader());
    int code = SQLITE_OK;
    const std::string words = reader->connect(path, access, code);
    reader->m_salvage = std::move(salvage);
    return words.empty() ? Opened{std::move(reader), {}} : Opened{nullptr, words};
}

/** Empty, or why not; `code` is SQLite's then. */
std::string RecordingReader::connect(const std::string &path, Access access, int &code)
{
    m_access = access;
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    code = access.isAlone ? m_database.open(immutableUri(path), flags | SQLITE_OPEN_URI)
                          : m_database.open(path, flags);
    if (code != SQLITE_OK) {
        return path + " can't be opened: " + m_database.errorText() + '.';
    }
    sqlite3_busy_timeout(m_database.handle(), BusyMilliseconds);
    m_database.execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
    if (access.isTorn) {
        // Makes SQLite read a file that is shorter than it says; nothing is written, for the
        // connection can't.
        m_database.execute("PRAGMA writable_schema=ON");
    }
    const std::string fault = recordingTablesFault(m_database, code);
    if (!fault.empty()) {
        return path + ' ' + fault;
    }
    m_sizes = Statement(m_database, SizeColumns);
    m_rows = Statement(m_database, RowColumns);
    m_streamNames = Statement(m_database, "SELECT channel, epoch FROM streams WHERE id=?1");
    if (!m_sizes.isReady() || !m_rows.isReady() || !m_streamNames.isReady()) {
        code = sqlite3_errcode(m_database.handle());
        return path + " can't be read: " + m_database.errorText() + '.';
    }
    findRange();
    return {};
}

void RecordingReader::findRange()
{
    const std::int64_t least = m_database.number("SELECT min(number) FROM entries", 1);
    Statement newest(m_database, "SELECT max(number) FROM entries");
    std::uint64_t last = 0;
    m_isEndReadable = newest.step() == SQLITE_ROW;
    if (m_isEndReadable) {
        last = newest.isNull(0) ? 0 : unsignedOf(newest.number(0));
    }
    m_first = least < 1 ? 1 : unsignedOf(least);
    if (last > static_cast<std::uint64_t>(INT64_MAX) || last < m_first) {
        last = m_first - 1; // nothing, or numbers nobody gives
    }
    if (last - m_first + 1 > MaxEntries) {
        last = m_first - 1 + MaxEntries;
        m_warnings.emplace_back("The file has more entries than can be shown; the oldest two "
                                "billion are.");
    }
    m_end = last + 1;
}

/** Of a file in which some pages may be older than others, or missing. */
void RecordingReader::salvage(const std::string &path)
{
    if (!m_access.isTorn && (!m_access.isAlone || metadata().endedAt)) {
        return;
    }
    Statement probe(m_database, "SELECT number FROM entries WHERE number=?1");
    m_salvage = PageSalvage::scan(path, [&probe](std::uint64_t number) {
        probe.bind(1, static_cast<std::int64_t>(number));
        const bool isThere = probe.step() == SQLITE_ROW;
        probe.reset();
        return isThere;
    });
    addSalvaged();
}

void RecordingReader::addSalvaged()
{
    const std::vector<PageSalvage::Leaf> &leaves = m_salvage->leaves();
    std::uint64_t next = m_end;
    if (!m_isEndReadable || m_end > m_first + m_salvage->mostEntries()) { // it can't be right
        m_end = std::max(m_first, m_salvage->lastNumber() + 1);
        next = m_salvage->lastReached() + 1;
    }
    std::uint64_t found = 0;
    std::uint64_t missing = 0;
    if (!leaves.empty()) {
        m_first = std::min(m_first, leaves.front().first);
        m_end = std::max(m_end, m_salvage->lastNumber() + 1);
        next = std::min(next, leaves.front().first);
    }
    for (const PageSalvage::Leaf &leaf : leaves) {
        missing += leaf.first > next ? leaf.first - next - entriesInTable(next, leaf.first) : 0;
        found += leaf.entries;
        next = std::max(next, leaf.last + 1);
    }
    if (found > 0) {
        m_warnings.emplace_back(
            "The file was copied while it was written, or is damaged: " + std::to_string(found)
            + " entries were found in pages to which its table does not lead, and "
            + std::to_string(missing) + " between them are missing.");
    } else if (!m_isEndReadable) {
        m_warnings.emplace_back(
            "The end of the file is damaged or missing; what can be read before "
            "it is shown.");
    }
}

std::uint64_t RecordingReader::entriesInTable(std::uint64_t first, std::uint64_t end)
{
    Statement count(m_database, "SELECT count(*) FROM entries WHERE number>=?1 AND number<?2");
    count.bind(1, static_cast<std::int64_t>(first));
    count.bind(2, static_cast<std::int64_t>(end));
    return count.step() == SQLITE_ROW ? unsignedOf(count.number(0)) : 0;
}

void RecordingReader::addStateWarnings(const std::string &path, bool isLogMissing)
{
    const bool isEnded = metadata().endedAt.has_value();
    if (m_access.isAlone && hasWriteAheadLog(path)) {
        m_warnings.emplace_back(
            "The folder can't be written, so the newest entries, which stand in "
            "the file beside it that ends with -wal, are not shown. Copy both "
            "to another folder to see them.");
    }
    if (!isEnded && isLogMissing) {
        m_warnings.emplace_back(
            "The recording was not ended, and the file with its newest entries, " + path
            + "-wal, is missing: what came in its last seconds is not here.");
    } else if (!isEnded) {
        m_warnings.emplace_back(
            "The recording was not ended: the program that wrote it ended early, or still writes.");
    }
}

RecordingMetadata RecordingReader::metadata()
{
    return readRecordingMetadata(m_database);
}

std::shared_ptr<const JournalSegment> RecordingReader::load(std::uint64_t number, Range block)
{
    const Range range = rangeAround(number, block);
    ChunkMemory memory(ChunkMemory::Source::Heap);
    const JournalSegment::Limits limits{range.end - range.first,
                                        std::max<std::size_t>(range.bytes, 256)};
    const auto segment = std::make_shared<JournalSegment>(range.first, limits, memory);
    fill(*segment, range);
    segment->seal();
    return segment;
}

/** Of the entries of a block, one after the other; 0 for what is not there. */
std::vector<std::size_t> RecordingReader::sizesOf(Range block)
{
    std::vector<std::size_t> sizes(block.end - block.first);
    m_sizes.bind(1, static_cast<std::int64_t>(block.first));
    m_sizes.bind(2, static_cast<std::int64_t>(block.end));
    while (m_sizes.step() == SQLITE_ROW) {
        const std::uint64_t index = unsignedOf(m_sizes.number(0)) - block.first;
        if (index < sizes.size()) {
            sizes[index] = static_cast<std::size_t>(std::max<std::int64_t>(m_sizes.number(1), 0));
        }
    }
    m_sizes.reset();
    for (std::size_t i = 0; m_salvage != nullptr && i < sizes.size(); ++i) {
        sizes[i] = sizes[i] == 0 ? m_salvage->sizeOf(block.first + i) : sizes[i];
    }
    return sizes;
}

/** The part of the block around `number` that makes one segment. A block is always divided in the
 * same way, so that segments are adjacent. */
RecordingReader::Range RecordingReader::rangeAround(std::uint64_t number, Range block)
{
    Range range{block.first, block.end, 0};
    std::uint64_t row = block.first;
    for (const std::size_t size : sizesOf(block)) {
        if (range.bytes > 0 && range.bytes + size > RunBytes) {
            if (number < row) {
                range.end = row;
                break;
            }
            range = {row, block.end, 0};
        }
        range.bytes += size;
        ++row;
    }
    return range;
}

void RecordingReader::fill(JournalSegment &segment, Range range)
{
    constexpr const char *Missing = "This entry is missing in the recording.";
    constexpr const char *Broken = "This entry can't be read: the file is damaged here.";
    Entry entry;
    std::uint64_t next = range.first;
    m_rows.bind(1, static_cast<std::int64_t>(range.first));
    m_rows.bind(2, static_cast<std::int64_t>(range.end));
    int code = m_rows.step();
    for (; code == SQLITE_ROW; code = m_rows.step()) {
        const std::uint64_t row = unsignedOf(m_rows.number(0));
        if (row < next || row >= range.end || !isWhole()) {
            code = SQLITE_CORRUPT;
            break;
        }
        for (; next < row; ++next) {
            if (!readSalvaged(next, segment)) {
                segment.appendSubstitute(substitute(Missing, entry));
            }
        }
        entry = readRow();
        segment.append(entry);
        ++next;
    }
    m_rows.reset();
    for (; next < range.end; ++next) {
        bool isBroken = false;
        const bool isRead = (code != SQLITE_DONE && readSingle(next, segment, isBroken))
            || readSalvaged(next, segment);
        if (!isRead) {
            segment.appendSubstitute(substitute(isBroken ? Broken : Missing, entry));
        }
    }
}

/** Behind a damaged page others may be whole. */
bool RecordingReader::readSingle(std::uint64_t number, JournalSegment &segment, bool &isBroken)
{
    m_rows.bind(1, static_cast<std::int64_t>(number));
    m_rows.bind(2, static_cast<std::int64_t>(number + 1));
    const int code = m_rows.step();
    const bool isGood = code == SQLITE_ROW && unsignedOf(m_rows.number(0)) == number && isWhole();
    if (isGood) {
        segment.append(readRow());
    }
    m_rows.reset();
    isBroken = !isGood && code != SQLITE_DONE;
    return isGood;
}

/** In a page to which the table does not lead. */
bool RecordingReader::readSalvaged(std::uint64_t number, JournalSegment &segment)
{
    auto record = m_salvage == nullptr ? std::nullopt : m_salvage->read(number, m_salvaged);
    if (record) {
        const Stream &stream = streamOf(record->stream);
        record->entry.channel = stream.first;
        record->entry.epoch = stream.second;
        segment.append(record->entry);
    }
    return record.has_value();
}

/** Of a page that was cut SQLite takes the rest for zeros, and a row may reach into it. */
bool RecordingReader::isWhole() const
{
    std::string_view last;
    std::size_t size = 0;
    for (const int column : {9, 10, 11}) {
        const std::string_view bytes = m_rows.bytes(column);
        last = bytes.empty() ? last : bytes;
        size += bytes.size();
    }
    // Of a file that was cut it may be any; else only one that goes on in other pages.
    const bool isSuspect = m_access.isTorn || (m_salvage != nullptr && size >= SmallestOverflow);
    const bool endsInZeros = !last.empty() && last.back() == '\0';
    return !m_rows.isNull(1) && !(isSuspect && endsInZeros);
}

/** Its views live until the statement moves on. */
Entry RecordingReader::readRow()
{
    Entry entry;
    const std::int64_t kind = m_rows.number(1);
    const bool isKnown = kind >= 0 && kind <= static_cast<std::int64_t>(LastEntryKind);
    entry.kind = isKnown ? static_cast<EntryKind>(kind) : EntryKind::Undecodable;
    entry.packedState = static_cast<std::uint8_t>(m_rows.number(2));
    entry.flags = static_cast<std::uint8_t>(m_rows.number(3));
    entry.monotonic = std::chrono::nanoseconds(m_rows.number(4));
    entry.wall = std::chrono::microseconds(m_rows.number(5));
    const Stream &stream = streamOf(m_rows.number(6));
    entry.channel = stream.first;
    entry.epoch = stream.second;
    entry.offset = unsignedOf(m_rows.number(7));
    entry.packedCode = static_cast<std::uint32_t>(m_rows.number(8));
    entry.payload = m_rows.bytes(9);
    entry.tags = m_rows.bytes(10);
    entry.info = m_rows.bytes(11);
    return entry;
}

const RecordingReader::Stream &RecordingReader::streamOf(std::int64_t id)
{
    const auto known = m_streams.find(id);
    if (known != m_streams.end()) {
        return known->second;
    }
    m_streamNames.bind(1, id);
    Stream names;
    if (m_streamNames.step() == SQLITE_ROW) {
        names = {std::string(m_streamNames.bytes(0)), std::string(m_streamNames.bytes(1))};
    }
    m_streamNames.reset();
    if (m_streams.size() >= MaxStreams) {
        m_streams.clear();
    }
    return m_streams.emplace(id, std::move(names)).first->second;
}
