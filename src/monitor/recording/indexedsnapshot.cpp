// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/indexedsnapshot.h"

#include "monitor/recording/indexquery.h"

#include <algorithm>
#include <utility>

namespace {

/** From so many neighbouring entries on they are read in snapshot, as by a walk over all. */
constexpr std::uint64_t ManyEntries = 512;
constexpr std::uint64_t BlocksPerSegment =
    RecordingSnapshot::SegmentEntries / TextIndex::BlockEntries;

class BlockWalk final : public SegmentIterator
{
public:
    BlockWalk(const RecordingSnapshot &snapshot, std::shared_ptr<const TextIndex> index,
              const std::string &query)
        : m_snapshot(snapshot)
        , m_search(std::move(index), query)
        , m_block(m_search.next())
    {
    }

    std::optional<SegmentRange> next() override
    {
        if (m_end == m_first && !takeBlocks()) {
            return {};
        }
        SegmentRange part{nullptr, m_first, m_end};
        part.segment = m_isMany ? m_snapshot.segmentContaining(m_end - 1)
                                : m_snapshot.load(m_end - 1, TextIndex::BlockEntries);
        if (part.segment != nullptr) {
            part.first = std::max(part.segment->firstNumber(), m_first);
        }
        m_end = part.first;
        return part;
    }

private:
    /** Takes the next block, with adjacent ones of the same segment; false at the end. */
    bool takeBlocks()
    {
        if (!m_block) {
            return false;
        }
        const std::uint64_t end = *m_block + 1;
        std::uint64_t first = 0;
        do {
            first = *m_block;
            m_block = m_search.next();
        } while (m_block && *m_block + 1 == first && first % BlocksPerSegment != 0);
        m_first = m_snapshot.firstNumber() + first * TextIndex::BlockEntries;
        m_end = std::min(m_snapshot.firstNumber() + end * TextIndex::BlockEntries,
                         m_snapshot.endNumber());
        m_isMany = m_end - m_first >= ManyEntries;
        return true;
    }

    const RecordingSnapshot &m_snapshot;
    TextIndex::Search m_search;
    std::optional<std::uint64_t> m_block; // found and not yet taken
    std::uint64_t m_first = 0; // of the entries that are left of what was taken
    std::uint64_t m_end = 0;
    bool m_isMany = false;
};

} // namespace

IndexedSnapshot::IndexedSnapshot(std::shared_ptr<const RecordingSnapshot> snapshot,
                                 std::shared_ptr<const TextIndex> index)
    : m_snapshot(std::move(snapshot))
    , m_index(std::move(index))
{
}

std::shared_ptr<const JournalSegment> IndexedSnapshot::segmentContaining(std::uint64_t number) const
{
    return m_snapshot->segmentContaining(number);
}

std::unique_ptr<SegmentIterator> IndexedSnapshot::walkOver(const RequiredText &required) const
{
    const std::string query = indexQuery(required);
    return query.empty() ? EntrySnapshot::walkOver(required)
                         : std::make_unique<BlockWalk>(*m_snapshot, m_index, query);
}
