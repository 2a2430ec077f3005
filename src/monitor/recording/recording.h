// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/recording/recordingfacts.h"

#include <list>
#include <memory>
#include <string>
#include <vector>

class RecordingRuns;
class TextIndex;

/**
 * A recording, opened to be read: of any size ready at once, with a few hundred entries in memory.
 * Entries that are missing in the file, or can't be read, are rows that say so. What is added while
 * it is open is not seen. One thread; what snapshot() returns is for any.
 */
class Recording final : public EntryLog
{
public:
    struct Opened;

    static Opened open(const std::string &path);
    ~Recording() override;

    const std::string &path() const;
    const RecordingFacts &facts() const { return m_facts; }
    /** What a user should know of this file; sentences. */
    const std::vector<std::string> &warnings() const { return m_warnings; }

    std::size_t size() const override;
    std::uint64_t firstNumber() const override;
    Entry at(std::size_t index) const override;
    std::shared_ptr<const EntrySnapshot> snapshot() override;
    /** Of what snapshot() returned; it is used from the next scan on. */
    void setIndex(std::shared_ptr<const TextIndex> index) { m_index = std::move(index); }
    bool hasIndex() const { return m_index != nullptr; }

private:
    Recording() = default;

    std::shared_ptr<const RecordingRuns> m_runs;
    std::shared_ptr<const TextIndex> m_index;
    RecordingFacts m_facts;
    std::vector<std::string> m_warnings;
    mutable std::list<std::shared_ptr<const JournalSegment>> m_cache; // newest use first
};

struct Recording::Opened
{
    std::unique_ptr<Recording> recording; ///< null when it can't be read at all
    std::string fault; ///< why, a sentence
};
