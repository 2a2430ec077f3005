// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recordingmetadata.h"

#include <list>
#include <memory>
#include <string>
#include <vector>

class RecordingSnapshot;
class TextIndex;

/**
 * A recording that is open for reading. Opening takes the same time at any size, and a few hundred
 * entries are in memory. Entries that are missing or can't be read are rows that say so. Entries
 * added later are not seen. One thread; the result of snapshot() is for any.
 */
class Recording final : public EntryLog
{
public:
    struct Opened;

    static Opened open(const std::string &path);
    ~Recording() override;

    const std::string &path() const;
    const RecordingMetadata &metadata() const { return m_metadata; }
    /** What a user should know of this file; sentences. */
    const std::vector<std::string> &warnings() const { return m_warnings; }

    std::size_t size() const override;
    std::uint64_t firstNumber() const override;
    Entry at(std::size_t index) const override;
    std::shared_ptr<const EntrySnapshot> snapshot() override;
    /** An index of what snapshot() returned, for all scans from now on. */
    void setIndex(std::shared_ptr<const TextIndex> index) { m_index = std::move(index); }
    bool hasIndex() const { return m_index != nullptr; }

private:
    Recording() = default;

    std::shared_ptr<const RecordingSnapshot> m_snapshot;
    std::shared_ptr<const TextIndex> m_index;
    RecordingMetadata m_metadata;
    std::vector<std::string> m_warnings;
    mutable std::list<std::shared_ptr<const JournalSegment>> m_cache; // newest use first
};

struct Recording::Opened
{
    std::unique_ptr<Recording> recording; ///< null when it can't be read at all
    std::string fault; ///< why, a sentence
};
