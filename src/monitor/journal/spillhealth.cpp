// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/spillhealth.h"

#include <algorithm>
#include <cerrno>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds LongestPause = 30s;
constexpr std::chrono::seconds LongestSilence = 30s;
constexpr std::chrono::minutes FullAtMost = 5min; // without a failure
/** With the pauses between them, of 1, 2, 4, 8 and 16 s, half a minute, too. */
constexpr int MaxFailures = 6;

bool isDiskFull(int error)
{
    return error == ENOSPC || error == EDQUOT;
}

} // namespace

SpillHealth::SpillHealth(const JournalSpill &spill)
    : m_clock(spill.now)
    , m_allowed(spill.bytes)
{
}

bool SpillHealth::mayWrite(bool isWriting) const
{
    return m_failures == 0 || (!isWriting && now() >= m_retryAt);
}

bool SpillHealth::isWorthWaiting(bool isWriting) const
{
    return m_failures < MaxFailures && (!isWriting || now() - m_lastProgress < LongestSilence);
}

bool SpillHealth::hasMoreRoom(std::uint64_t diskBytes) const
{
    return diskBytes > m_shortLimit + m_shortLimit / 8 || now() - m_failedAt >= FullAtMost;
}

void SpillHealth::onWriteSucceeded(bool isCaughtUp, std::uint64_t diskBytes)
{
    m_failures = 0;
    m_lastProgress = now();
    const bool isStillFull = m_problem == SpillProblem::DiskFull && !hasMoreRoom(diskBytes);
    if ((isCaughtUp || m_problem != SpillProblem::TooSlow) && !isDiskShort() && !isStillFull) {
        m_shortUntil = {};
        m_problem = SpillProblem::None;
        m_problemNumber = 0;
    }
}

/** A full disk with some of ours on it means less room: the oldest make place for the newer. */
void SpillHealth::onWriteFailed(int error, std::uint64_t diskBytes)
{
    const Time failedAt = now();
    m_lastProgress = failedAt;
    m_failedAt = failedAt;
    m_problem = isDiskFull(error) ? SpillProblem::DiskFull : SpillProblem::Failed;
    m_problemNumber = error;
    constexpr int PausesThatGrow = 5;
    const std::chrono::seconds pause(1 << std::min(m_failures, PausesThatGrow));
    m_retryAt = failedAt + std::min(pause, LongestPause);
    m_failures = std::min(m_failures + 1, MaxFailures);
    if (isDiskFull(error) && diskBytes > 0) {
        m_shortLimit = std::min(diskLimit(), diskBytes);
        m_shortUntil = m_retryAt + LongestPause;
    }
}

void SpillHealth::onMemoryFull()
{
    if (m_problem == SpillProblem::None) {
        m_problem = SpillProblem::TooSlow;
    }
}
