// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"
#include "monitor/journal/arrivalqueue.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

/** Where a worker writes what arrives. The queue is shared with the main thread. */
struct WatchOutput
{
    std::shared_ptr<ArrivalQueue> queue; ///< of this worker
    std::shared_ptr<ChunkMemory> memory; ///< shared by all workers of the session; I/O thread
};

/**
 * Stamps what arrives and hands it to the main thread in batches, at most one per frame of the
 * screen. I/O thread, after start().
 */
class ArrivalBatcher : public QObject
{
    Q_OBJECT

public:
    ArrivalBatcher(const Centrifuge::Clock &clock, const WatchOutput &output,
                   QObject *parent = nullptr);

    /** To be called in the thread that adds, before the first add(). */
    void start();
    void add(const Arrival &arrival);
    /** Stamps the entry: with the time of its frame, which never goes back, and with the wall clock
     * unless it has a time already. */
    void add(Entry entry);
    /** Calls it when the rows that were added before are in the queue. */
    void announce(std::function<void()> announcement);
    void dropAnnouncements();
    void countDuplicates(const std::string &channel, quint64 count);
    /** Soon if there was no batch for a while, so that the rest of a frame is in it, else when the
     * interval is over. */
    void flushSoon();
    void flush();

Q_SIGNALS:
    void arrivalsReady(); ///< the queue is not empty any more
    void
    duplicatesCounted(const QHash<QString, quint64> &counts); ///< by channel, since the last signal
    void flushed();

private:
    std::chrono::microseconds wallOf(std::chrono::nanoseconds monotonic);

    const Centrifuge::Clock &m_clock;
    const std::shared_ptr<ArrivalQueue> m_queue;
    BatchWriter m_writer;
    Centrifuge::Timer *m_timer = nullptr;
    std::vector<std::function<void()>> m_announcements; ///< after the batch
    QHash<QString, quint64> m_duplicates; ///< since the last flush
    std::chrono::nanoseconds m_lastStamp{0};
    std::chrono::nanoseconds m_lastFlush{0};
    std::chrono::nanoseconds m_wallRead{0}; ///< the frame for which m_wall was read
    std::chrono::microseconds m_wall{0};
};
