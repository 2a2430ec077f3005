// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recordingsource.h"

#include <mutex>
#include <vector>

/** The entries of a recording, for any thread. Each thread that reads uses a reader of its own,
 * which is kept for the next one. */
class RecordingSnapshot final : public EntrySnapshot
{
public:
    /** Of a segment in a walk over all entries; seeking costs as much as some dozen rows. */
    static constexpr std::uint64_t SegmentEntries = 4096;

    /** `reader` is that of the first thread. */
    RecordingSnapshot(std::shared_ptr<const RecordingSource> source,
                      std::unique_ptr<RecordingReader> reader);

    const RecordingSource &source() const { return *m_source; }
    std::uint64_t firstNumber() const override { return 1; }
    std::uint64_t endNumber() const override { return m_source->rows.endRow(); }
    std::shared_ptr<const JournalSegment> segmentContaining(std::uint64_t number) const override;
    /** Like segmentContaining(), with at most so many entries. */
    std::shared_ptr<const JournalSegment> load(std::uint64_t number, std::uint64_t entries) const;

private:
    std::unique_ptr<RecordingReader> takeReader() const;

    const std::shared_ptr<const RecordingSource> m_source;
    mutable std::mutex m_mutex; // guards m_idle; never held while reading
    mutable std::vector<std::unique_ptr<RecordingReader>> m_idle;
};
