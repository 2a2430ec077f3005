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
 * Looks through sealed entries in a thread of its own, from the newest to the oldest: what was last
 * is on the screen first. A newer scan makes the present one void. Plain C++; owned and called by
 * one thread.
 */
class MatchScan
{
public:
    struct Progress
    {
        /** Entries that match, ascending, all older than those of earlier progress. */
        std::vector<std::uint64_t> numbers;
        std::uint64_t left = 0; ///< entries still to look at
        bool isUnreadable = false; ///< a part could not be read, so matches may be missing
        std::uint64_t givenUp = 0; ///< FilterRun::givenUp() since the scan began
    };

    /** `wake` is called in the scan's thread whenever there is progress since take(). */
    explicit MatchScan(std::function<void()> wake);
    ~MatchScan();
    MatchScan(const MatchScan &) = delete;
    MatchScan &operator=(const MatchScan &) = delete;

    void start(std::shared_ptr<const EntrySnapshot> entries, Filter filter);
    /** Neither progress nor calls of `wake` follow. */
    void cancel();
    Progress take();

private:
    struct Request
    {
        std::shared_ptr<const EntrySnapshot> entries;
        Filter filter;
    };

    void work();
    void scan(const Request &request, std::uint64_t turn);
    bool report(std::uint64_t turn, Progress progress);

    const std::function<void()> m_wake;
    std::mutex m_mutex; // guards all below; shared by the owner and the scan's thread
    std::condition_variable m_changed;
    Request m_request;
    std::uint64_t m_turn = 0; ///< of the request that counts
    bool m_isWaiting = false; ///< a request that was not taken yet
    bool m_isOver = false;
    bool m_isTold = false; ///< woken, not yet taken
    std::vector<std::vector<std::uint64_t>> m_found; ///< the newest run first
    Progress m_progress; ///< but for the numbers
    std::thread m_thread; // last: it uses all of the above
};
