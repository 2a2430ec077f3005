// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/segmentslot.h"
#include "monitor/journal/spillfile.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

/**
 * The thread that writes segments to files and frees what is large, so that the journal's thread
 * waits for neither. It starts with its first work. All else is for the journal's thread.
 */
class SpillWriter
{
public:
    struct FinishedWrite
    {
        std::shared_ptr<SegmentSlot> slot;
        std::shared_ptr<const JournalSegment> segment; ///< over the file; null: see error
        std::size_t diskBytes = 0;
        int error = 0; ///< an errno
    };
    using Waste = std::vector<std::shared_ptr<const void>>;

    explicit SpillWriter(JournalSpill options);
    /** Breaks off what is being written. */
    ~SpillWriter();
    SpillWriter(const SpillWriter &) = delete;
    SpillWriter &operator=(const SpillWriter &) = delete;

    void write(std::shared_ptr<SegmentSlot> slot);
    /** Lets go of things in the thread. They go before the next segment is written. */
    void dispose(Waste things);
    /** Forgets all that is not written yet; what is being written comes out in vain. */
    void cancel();
    void cancel(const SegmentSlot &slot);

    bool hasFinishedWrites() const { return m_hasFinished; }
    std::vector<FinishedWrite> takeFinishedWrites();

private:
    struct Job
    {
        std::shared_ptr<SegmentSlot> slot;
        std::shared_ptr<const JournalSegment> segment;
    };

    void start();
    void run();
    FinishedWrite doJob(const Job &job) const;

    const JournalSpill m_options;
    const std::shared_ptr<DiskUse> m_diskUse = std::make_shared<DiskUse>(0);
    std::thread m_thread;
    std::mutex m_mutex; // guards all below
    std::condition_variable m_news;
    std::deque<Job> m_jobs;
    Waste m_waste;
    std::vector<FinishedWrite> m_finished;
    std::atomic<bool> m_hasFinished = false;
    std::atomic<bool> m_stopped = false;
};
