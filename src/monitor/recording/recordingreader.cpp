// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingreader.h"

#include "monitor/entry/entry.h"

#include <algorithm>

namespace {

constexpr std::size_t RunBytes = std::size_t(8) * 1024 * 1024;

} // namespace

RecordingReader::~RecordingReader() = default;

std::shared_ptr<const JournalSegment> RecordingReader::load(const RowMap &rows, std::uint64_t row,
                                                            Range block)
{
    const Extent extent = extentAround(rows, row, block);
    ChunkMemory memory(ChunkMemory::Source::Heap);
    const JournalSegment::Limits limits{extent.end - extent.first,
                                        std::max<std::size_t>(extent.bytes, 256)};
    const auto segment = std::make_shared<JournalSegment>(extent.first, limits, memory);
    m_monotonic = {};
    m_wall = {};
    for (std::uint64_t next = extent.first; next < extent.end;) {
        const RowMap::Part part = rows.partAt(next, extent.end);
        if (part.isMissing) {
            const std::uint64_t count = part.run.count;
            appendNote(count == 1
                           ? "An entry is missing in the recording."
                           : std::to_string(count) + " entries are missing in the recording.",
                       count, *segment);
            ++next;
        } else {
            readEntries(part.run, *segment);
            next += part.run.count;
        }
    }
    segment->seal();
    return segment;
}

/** The part of the block around `row` that makes one segment. A block is always divided in the
 * same way, so that segments are adjacent. */
RecordingReader::Extent RecordingReader::extentAround(const RowMap &rows, std::uint64_t row,
                                                      Range block)
{
    std::vector<std::size_t> sizes(block.end - block.first);
    for (std::uint64_t next = block.first; next < block.end;) {
        const RowMap::Part part = rows.partAt(next, block.end);
        if (!part.isMissing) {
            readSizes(part.run, std::span(sizes).subspan(next - block.first, part.run.count));
        }
        next += part.isMissing ? 1 : part.run.count;
    }
    Extent extent{block, 0};
    std::uint64_t next = block.first;
    for (const std::size_t size : sizes) {
        if (extent.bytes > 0 && extent.bytes + size > RunBytes) {
            if (row < next) {
                extent.end = next;
                break;
            }
            extent = {{next, block.end}, 0};
        }
        extent.bytes += size;
        ++next;
    }
    return extent;
}

void RecordingReader::append(const Entry &entry, JournalSegment &segment)
{
    m_monotonic = entry.monotonic;
    m_wall = entry.wall;
    segment.append(entry);
}

void RecordingReader::appendUnreadable(JournalSegment &segment)
{
    appendNote("This entry can't be read: the file is damaged here.", 1, segment);
}

void RecordingReader::appendNote(const std::string &words, std::uint64_t count,
                                 JournalSegment &segment)
{
    Entry note;
    note.kind = EntryKind::Loss;
    note.setCount(count);
    note.monotonic = m_monotonic;
    note.wall = m_wall;
    note.payload = words;
    segment.appendSubstitute(note);
}
