// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/segmentslot.h"

std::shared_ptr<const JournalSegment> SegmentSlot::read() const
{
    std::shared_ptr<const JournalSegment> segment;
    {
        const std::lock_guard lock(m_mutex);
        segment = m_segment;
    }
    if (!segment->isMapped()) {
        return segment;
    }
    const JournalSegment *const raw = segment.get();
    return {raw, [kept = std::move(segment)](const JournalSegment *) { kept->forgetPages(); }};
}
