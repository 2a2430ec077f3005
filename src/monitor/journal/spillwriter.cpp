// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/spillwriter.h"

#include <iterator>
#include <utility>

#include <signal.h>

SpillWriter::SpillWriter(JournalSpill options)
    : m_options(std::move(options))
{
}

SpillWriter::~SpillWriter()
{
    if (m_thread.joinable()) {
        {
            const std::lock_guard lock(m_mutex);
            m_stopped = true;
            m_news.notify_one();
        }
        m_thread.join();
    }
}

void SpillWriter::write(std::shared_ptr<SegmentSlot> slot)
{
    auto segment = slot->shared();
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back({std::move(slot), std::move(segment)});
    start();
}

void SpillWriter::dispose(Waste things)
{
    const std::lock_guard lock(m_mutex);
    m_waste.insert(m_waste.end(), std::make_move_iterator(things.begin()),
                   std::make_move_iterator(things.end()));
    start();
}

void SpillWriter::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_jobs.clear();
}

void SpillWriter::cancel(const SegmentSlot &slot)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_jobs, [&slot](const Job &job) { return job.slot.get() == &slot; });
}

std::vector<SpillWriter::FinishedWrite> SpillWriter::takeFinishedWrites()
{
    const std::lock_guard lock(m_mutex);
    m_hasFinished = false;
    return std::exchange(m_finished, {});
}

/** Signals are for the other threads; SIGXFSZ comes as the error of the write instead. */
void SpillWriter::start()
{
    if (!m_thread.joinable()) {
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        m_thread = std::thread([this] { run(); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
    m_news.notify_one();
}

void SpillWriter::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_news.wait(lock, [this] { return m_stopped || !m_jobs.empty() || !m_waste.empty(); });
        if (m_stopped) {
            return;
        }
        Waste waste = std::exchange(m_waste, {});
        Job job;
        if (!m_jobs.empty()) {
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        lock.unlock();
        waste.clear();
        FinishedWrite done;
        if (job.slot != nullptr) {
            done = doJob(job);
            job = {};
        }
        lock.lock();
        if (done.slot != nullptr) {
            m_finished.push_back(std::move(done));
            m_hasFinished = true;
        }
    }
}

SpillWriter::FinishedWrite SpillWriter::doJob(const Job &job) const
{
    FinishedWrite done;
    done.slot = job.slot;
    const JournalSegment::Image image = job.segment->image();
    const SpilledFile file =
        spillToFile(m_options, image.parts, m_diskUse, [this] { return m_stopped.load(); });
    done.error = file.error;
    if (file.map != nullptr) {
        done.diskBytes = file.map->size();
        done.segment = std::make_shared<JournalSegment>(*job.segment, file.map);
    }
    return done;
}
