// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/journalsegment.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

/**
 * The place of a segment in the journal, kept by snapshots too: once the segment lies in a file,
 * everybody reads it there and its memory is free. The journal's thread replaces; any may read.
 */
class SegmentSlot
{
public:
    explicit SegmentSlot(std::shared_ptr<const JournalSegment> segment)
        : m_firstNumber(segment->firstNumber())
        , m_segment(std::move(segment))
    {
    }

    std::uint64_t firstNumber() const { return m_firstNumber; }
    std::uint64_t endNumber() const { return m_firstNumber + segment().size(); }
    /** For the journal's thread, until it replaces it. */
    const JournalSegment &segment() const { return *m_segment; }
    const std::shared_ptr<const JournalSegment> &shared() const { return m_segment; }
    /** Returns what was there. */
    std::shared_ptr<const JournalSegment> replace(std::shared_ptr<const JournalSegment> segment)
    {
        const std::lock_guard lock(m_mutex);
        m_segment.swap(segment);
        return segment;
    }
    /** For any thread. What was read of a file leaves the memory with the pointer. */
    std::shared_ptr<const JournalSegment> read() const;

private:
    const std::uint64_t m_firstNumber;
    mutable std::mutex m_mutex; // guards m_segment, which the journal's thread reads without
    std::shared_ptr<const JournalSegment> m_segment;
};
