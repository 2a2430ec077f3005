// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recordingsnapshot.h"
#include "monitor/recording/textindex.h"

/** The entries of a recording that has an index: a walk reads only the blocks that may contain the
 * required text. */
class IndexedSnapshot final : public EntrySnapshot
{
public:
    /** The index was built of this snapshot. */
    IndexedSnapshot(std::shared_ptr<const RecordingSnapshot> snapshot,
                    std::shared_ptr<const TextIndex> index);

    std::uint64_t firstNumber() const override { return m_snapshot->firstNumber(); }
    std::uint64_t endNumber() const override { return m_snapshot->endNumber(); }
    std::shared_ptr<const JournalSegment> segmentContaining(std::uint64_t number) const override;
    std::unique_ptr<SegmentIterator> walkOver(const RequiredText &required) const override;

private:
    const std::shared_ptr<const RecordingSnapshot> m_snapshot;
    const std::shared_ptr<const TextIndex> m_index;
};
