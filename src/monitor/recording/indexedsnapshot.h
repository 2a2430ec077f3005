// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recordingsnapshot.h"
#include "monitor/recording/textindex.h"

/** The entries of a recording that has an index: a walk reads only the blocks in which the texts
 * may stand. */
class IndexedSnapshot final : public EntrySnapshot
{
public:
    /** The index is that of these runs. */
    IndexedSnapshot(std::shared_ptr<const RecordingSnapshot> runs,
                    std::shared_ptr<const TextIndex> index);

    std::uint64_t firstNumber() const override { return m_runs->firstNumber(); }
    std::uint64_t endNumber() const override { return m_runs->endNumber(); }
    std::shared_ptr<const JournalSegment> segmentContaining(std::uint64_t number) const override;
    std::unique_ptr<SegmentIterator> walkOver(const RequiredText &needed) const override;

private:
    const std::shared_ptr<const RecordingSnapshot> m_runs;
    const std::shared_ptr<const TextIndex> m_index;
};
