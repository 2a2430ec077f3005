// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/entrylog.h"

#include "monitor/journal/journalsegment.h"

#include <algorithm>

namespace {

class WholeWalk final : public SegmentIterator
{
public:
    explicit WholeWalk(const EntrySnapshot &entries)
        : m_entries(entries)
        , m_end(entries.endNumber())
    {
    }

    std::optional<SegmentRange> next() override
    {
        if (m_end <= m_entries.firstNumber()) {
            return {};
        }
        SegmentRange part{m_entries.segmentContaining(m_end - 1), m_entries.firstNumber(), m_end};
        if (part.segment != nullptr) {
            part.first = std::max(part.segment->firstNumber(), part.first);
        }
        m_end = part.first;
        return part;
    }

private:
    const EntrySnapshot &m_entries;
    std::uint64_t m_end;
};

} // namespace

std::unique_ptr<SegmentIterator> EntrySnapshot::walkOver(const RequiredText & /*required*/) const
{
    return std::make_unique<WholeWalk>(*this);
}
