// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/journallimits.h"
#include "monitor/journal/spillfile.h"

#include <chrono>
#include <cstdint>

/**
 * What a journal knows of its disk: what is wrong, when to try again, and whether that is worth
 * waiting for. The journal can only let go of its oldest, and those lie on the disk, intact: one
 * failed write must not cost them. So a write that failed is tried again, after longer and longer
 * pauses, while the newest wait in memory and then in the queue. Only a disk that took nothing in
 * half a minute costs the history, for what is new matters more. Belongs to the journal's thread.
 */
class SpillHealth
{
public:
    explicit SpillHealth(const JournalSpill &spill);

    SpillProblem problem() const { return m_problem; }
    int problemNumber() const { return m_problemNumber; }
    /** After a failure one at a time, when the pause is over. */
    bool mayWrite(bool isWriting) const;
    /** False when it has failed, or been silent, for too long. */
    bool isWorthWaiting(bool isWriting) const;
    /** Less than is allowed for a while after the disk was full. */
    std::uint64_t diskLimit() const { return isDiskShort() ? m_shortLimit : m_allowed; }

    /** The first write after a while. */
    void onWriteStarted() { m_lastProgress = now(); }
    /** `diskBytes`, with what was just written. A disk that was full is so until it has taken more
     * than then, or nothing failed for a while: else it would be full again at once. */
    void onWriteSucceeded(bool isCaughtUp, std::uint64_t diskBytes);
    void onWriteFailed(int error, std::uint64_t diskBytes);
    /** Memory is full while it writes. */
    void onMemoryFull();

private:
    using Time = std::chrono::steady_clock::time_point;

    Time now() const { return m_clock ? m_clock() : std::chrono::steady_clock::now(); }
    bool hasMoreRoom(std::uint64_t diskBytes) const;
    bool isDiskShort() const { return m_shortUntil != Time() && now() < m_shortUntil; }

    SpillClock m_clock;
    std::uint64_t m_allowed = 0; // bytes on disk
    SpillProblem m_problem = SpillProblem::None;
    int m_problemNumber = 0;
    int m_failures = 0; // one after the other
    Time m_failedAt; // the last time
    Time m_retryAt;
    Time m_lastProgress; // of the writer
    std::uint64_t m_shortLimit = 0;
    Time m_shortUntil; // the disk was full
};
