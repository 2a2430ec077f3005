// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recordingmetadata.h"

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

class RecordingSnapshot;
class TextIndex;

/**
 * A recording that is open for reading. Opening looks once through the table, or of a damaged file
 * through all pages; a few hundred entries are in memory. Entries are numbered from 1. What is
 * missing is one row that says how much. Entries added later are not seen. One thread at a time;
 * the result of snapshot() is for any.
 */
class Recording final : public EntryLog
{
public:
    struct Opened;

    /** Slow: for a worker thread. `goesOn` is asked often; when it returns false, there is only a
     * fault. */
    static Opened open(
        const std::string &path, const std::function<bool()> &goesOn = [] { return true; });
    ~Recording() override;

    const std::string &path() const;
    const RecordingMetadata &metadata() const;
    /** What a user should know of this file; sentences. */
    const std::vector<std::string> &warnings() const;
    /** Entries are missing, or can't be read. */
    bool isIncomplete() const;

    std::size_t size() const override;
    std::uint64_t firstNumber() const override;
    Entry at(std::size_t index) const override;
    std::shared_ptr<const EntrySnapshot> snapshot() override;
    std::vector<std::string> watchers() const override;
    /** An index of what snapshot() returned, for all scans from now on. */
    void setIndex(std::shared_ptr<const TextIndex> index) { m_index = std::move(index); }
    bool hasIndex() const { return m_index != nullptr; }

private:
    Recording() = default;

    std::shared_ptr<const RecordingSnapshot> m_snapshot;
    std::shared_ptr<const TextIndex> m_index;
    mutable std::list<std::shared_ptr<const JournalSegment>> m_cache; // newest use first
};

struct Recording::Opened
{
    std::unique_ptr<Recording> recording; ///< null when it can't be read at all
    std::string fault; ///< why, a sentence
};
