// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recordingreader.h"

#include <mutex>
#include <vector>

/** The entries of a recording, for any thread. Each thread that reads uses a connection of its own,
 * which is kept for the next one. */
class RecordingSnapshot final : public EntrySnapshot
{
public:
    /** Of a segment in a walk over all entries; seeking costs as much as some dozen rows. */
    static constexpr std::uint64_t SegmentEntries = 4096;

    /** `reader` knows how the file can be read. */
    RecordingSnapshot(std::string path, std::unique_ptr<RecordingReader> reader);

    const std::string &path() const { return m_path; }
    std::uint64_t firstNumber() const override { return m_first; }
    std::uint64_t endNumber() const override { return m_end; }
    std::shared_ptr<const JournalSegment> segmentContaining(std::uint64_t number) const override;
    /** Like segmentContaining(), with at most so many entries. */
    std::shared_ptr<const JournalSegment> load(std::uint64_t number, std::uint64_t entries) const;

private:
    std::unique_ptr<RecordingReader> takeReader() const;

    const std::string m_path;
    const RecordingReader::Access m_access;
    const std::shared_ptr<const PageSalvage> m_salvage;
    const std::uint64_t m_first;
    const std::uint64_t m_end;
    mutable std::mutex m_mutex; // guards m_idle; never held while reading
    mutable std::vector<std::unique_ptr<RecordingReader>> m_idle;
};
