// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingsnapshot.h"

#include <algorithm>

RecordingSnapshot::RecordingSnapshot(std::shared_ptr<const RecordingSource> source,
                                     std::unique_ptr<RecordingReader> reader)
    : m_source(std::move(source))
{
    m_idle.push_back(std::move(reader));
}

std::shared_ptr<const JournalSegment>
RecordingSnapshot::segmentContaining(std::uint64_t number) const
{
    return load(number, SegmentEntries);
}

std::shared_ptr<const JournalSegment> RecordingSnapshot::load(std::uint64_t number,
                                                              std::uint64_t entries) const
{
    std::unique_ptr<RecordingReader> reader = takeReader();
    if (reader == nullptr) {
        return nullptr;
    }
    const std::uint64_t first = 1 + (number - 1) / entries * entries;
    std::shared_ptr<const JournalSegment> segment =
        reader->load(m_source->rows, number, {first, std::min(first + entries, endNumber())});
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(reader));
    return segment;
}

std::unique_ptr<RecordingReader> RecordingSnapshot::takeReader() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            std::unique_ptr<RecordingReader> reader = std::move(m_idle.back());
            m_idle.pop_back();
            return reader;
        }
    }
    return m_source->makeReader();
}
