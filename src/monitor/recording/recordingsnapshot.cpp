// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingsnapshot.h"

#include <algorithm>

RecordingSnapshot::RecordingSnapshot(std::string path, std::unique_ptr<RecordingReader> reader)
    : m_path(std::move(path))
    , m_access(reader->access())
    , m_salvage(reader->salvage())
    , m_first(reader->firstNumber())
    , m_end(reader->endNumber())
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
    const std::uint64_t first = m_first + (number - m_first) / entries * entries;
    std::shared_ptr<const JournalSegment> segment =
        reader->load(number, {first, std::min(first + entries, m_end)});
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
    return RecordingReader::open(m_path, m_access, m_salvage).reader;
}
