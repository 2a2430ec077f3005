// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/journal/entrylog.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

/**
 * Finds the sealed entries that a filter lets through, in a thread of its own. It goes from the
 * newest to the oldest, because the newest are on the screen. Starting a scan cancels the one
 * before. Plain C++; owned and called by one thread.
 */
class MatchScan
{
public:
    /** What was found since the last take(). */
    struct Progress
    {
        /** Entries that match, ascending; all are older than those that were taken before. */
        std::vector<std::uint64_t> numbers;
        std::uint64_t left = 0; ///< entries still to look at
        bool isUnreadable = false; ///< a part could not be read, so matches may be missing
        std::uint64_t givenUp = 0; ///< FilterRun::givenUp() since the scan began
    };

    /** `wake` is called in the scan's thread when there is something to take() again. */
    explicit MatchScan(std::function<void()> wake);
    ~MatchScan();
    MatchScan(const MatchScan &) = delete;
    MatchScan &operator=(const MatchScan &) = delete;

    void start(std::shared_ptr<const EntrySnapshot> entries, Filter filter);
    /** No call of `wake` follows, and take() has nothing. */
    void cancel();
    Progress take();

private:
    struct Request
    {
        std::shared_ptr<const EntrySnapshot> entries;
        Filter filter;
    };

    void work();
    void scan(const Request &request, std::uint64_t scanNumber);
    bool report(std::uint64_t scanNumber, Progress progress);

    const std::function<void()> m_wake;
    std::mutex m_mutex; // guards all below; shared by the owner and the scan's thread
    std::condition_variable m_changed;
    Request m_request;
    std::uint64_t m_currentScan = 0; ///< the number of the newest request
    bool m_hasRequest = false; ///< one that the thread has not taken yet
    bool m_isStopping = false;
    bool m_isNotified = false; ///< `wake` was called, take() not yet
    std::vector<std::vector<std::uint64_t>>
        m_found; ///< one list for each segment, the newest first
    Progress m_progress; ///< without the numbers
    std::thread m_thread; // last: it uses all of the above
};
