// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recording.h"

#include "monitor/recording/indexedsnapshot.h"
#include "monitor/recording/recordingsnapshot.h"

#include <algorithm>

namespace {

/** A page of a window and what is around it. */
constexpr std::uint64_t PageEntries = 256;
constexpr std::size_t MaxPages = 8; // each has at most 8 MB, or one entry

/** The file is gone, or nothing more can be opened. */
std::shared_ptr<const JournalSegment> unreadablePage(std::uint64_t number)
{
    ChunkMemory memory(ChunkMemory::Source::Heap);
    auto page = std::make_shared<JournalSegment>(number, JournalSegment::Limits{1, 256}, memory);
    Entry note;
    note.kind = EntryKind::Loss;
    note.setCount(1);
    note.payload = "This entry can't be read: the recording can't be opened any more.";
    page->append(note);
    page->seal();
    return page;
}

} // namespace

Recording::Opened Recording::open(const std::string &path, const std::function<bool()> &goesOn)
{
    RecordingSource::Opened opened = RecordingSource::open(path, goesOn);
    if (opened.source == nullptr) {
        return {nullptr, opened.fault};
    }
    std::unique_ptr<Recording> recording(new Recording());
    recording->m_snapshot =
        std::make_shared<RecordingSnapshot>(opened.source, std::move(opened.reader));
    return {std::move(recording), {}};
}

Recording::~Recording() = default;

const std::string &Recording::path() const
{
    return m_snapshot->source().path;
}

const RecordingMetadata &Recording::metadata() const
{
    return m_snapshot->source().metadata;
}

const std::vector<std::string> &Recording::warnings() const
{
    return m_snapshot->source().warnings;
}

bool Recording::isIncomplete() const
{
    return m_snapshot->source().isIncomplete;
}

std::size_t Recording::size() const
{
    return m_snapshot->endNumber() - m_snapshot->firstNumber();
}

std::uint64_t Recording::firstNumber() const
{
    return m_snapshot->firstNumber();
}

Entry Recording::at(std::size_t index) const
{
    const std::uint64_t number = firstNumber() + index;
    auto page = std::ranges::find_if(m_cache, [number](const auto &segment) {
        return number >= segment->firstNumber()
            && number < segment->firstNumber() + segment->size();
    });
    if (page == m_cache.end()) {
        const auto loaded = m_snapshot->load(number, PageEntries);
        m_cache.push_front(loaded == nullptr ? unreadablePage(number) : loaded);
        if (m_cache.size() > MaxPages) {
            m_cache.pop_back();
        }
    } else if (page != m_cache.begin()) {
        m_cache.splice(m_cache.begin(), m_cache, page);
    }
    const JournalSegment &segment = *m_cache.front();
    return segment.at(number - segment.firstNumber());
}

std::vector<std::string> Recording::watchers() const
{
    return m_snapshot->source().watchers;
}

std::shared_ptr<const EntrySnapshot> Recording::snapshot()
{
    if (m_index == nullptr) {
        return m_snapshot;
    }
    return std::make_shared<IndexedSnapshot>(m_snapshot, m_index);
}
