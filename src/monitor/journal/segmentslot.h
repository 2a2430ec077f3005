// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/journalsegment.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

/**
 * Holds a segment for the journal and for snapshots: when the segment was written to a file, the
 * slot refers to that, and the memory is free. Only the journal's thread replaces it; any thread
 * may read.
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
    /** Journal's thread only; valid until replace(). */
    const JournalSegment &segment() const { return *m_segment; }
    const std::shared_ptr<const JournalSegment> &shared() const { return m_segment; }
    /** Returns the previous segment. */
    std::shared_ptr<const JournalSegment> replace(std::shared_ptr<const JournalSegment> segment)
    {
        const std::lock_guard lock(m_mutex);
        m_segment.swap(segment);
        return segment;
    }
    /** Any thread. Pages that were read from a file are released with the pointer. */
    std::shared_ptr<const JournalSegment> read() const;

private:
    const std::uint64_t m_firstNumber;
    mutable std::mutex m_mutex; // guards m_segment, which the journal's thread reads without
    std::shared_ptr<const JournalSegment> m_segment;
};
