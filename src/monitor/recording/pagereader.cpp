// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/pagereader.h"

#include "monitor/recording/recordingschema.h"

#include <algorithm>
#include <set>
#include <utility>

PageReader::PageReader(std::shared_ptr<const PageFile> pages,
                       std::shared_ptr<const Streams> streams)
    : m_pages(std::move(pages))
    , m_streams(std::move(streams))
{
}

std::vector<std::string> PageReader::watchers()
{
    std::set<std::string> names;
    for (const auto &[id, stream] : *m_streams) {
        const bool isName = !stream.watcher.empty() && stream.watcher.size() <= LongestWatcher;
        if (isName && names.size() < MaxWatchers) {
            names.insert(stream.watcher);
        }
    }
    return {names.begin(), names.end()};
}

/** The file may have changed since it was walked through. */
std::optional<LeafCell> PageReader::cellOf(const EntryRun &run, std::uint64_t index) const
{
    const LeafPage leaf(m_page, m_pages->format());
    const std::uint64_t place = run.cell + index;
    auto cell = place < leaf.size() ? leaf.cell(place) : std::nullopt;
    return cell && cell->rowId == run.number + index
            && cell->size <= 2 * RecordingSchema::LargestEntry
        ? cell
        : std::nullopt;
}

void PageReader::readSizes(const EntryRun &run, std::span<std::size_t> sizes)
{
    m_pages->read(run.page, m_page);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const auto cell = cellOf(run, i);
        sizes[i] = cell ? std::size_t(cell->size) : 0;
    }
}

void PageReader::readEntries(const EntryRun &run, JournalSegment &segment)
{
    m_pages->read(run.page, m_page);
    for (std::uint64_t i = 0; i < run.count; ++i) {
        const auto cell = cellOf(run, i);
        if (!cell || !readEntry(*cell, segment)) {
            appendUnreadable(segment);
        }
    }
}

bool PageReader::readEntry(const LeafCell &cell, JournalSegment &segment)
{
    m_record.assign(cell.local);
    const auto any = [](std::uint32_t) { return true; };
    if (cell.overflowPage != 0 && !appendOverflow(*m_pages, cell, m_record, any)) {
        return false;
    }
    auto record = readEntryRecord(m_record);
    if (!record) {
        return false;
    }
    const auto stream = m_streams->find(record->stream);
    if (stream != m_streams->end()) {
        setStream(record->entry, stream->second);
    }
    append(record->entry, segment);
    return true;
}
