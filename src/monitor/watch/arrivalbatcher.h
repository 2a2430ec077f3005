// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/clock.h"
#include "monitor/journal/arrivalqueue.h"

#include <QObject>

#include <chrono>
#include <memory>

/**
 * Stamps what arrives by all connections, in one order, and hands it to the main thread in batches,
 * at most one per frame of the screen. Owned by a JournalFeed; I/O thread.
 */
class ArrivalBatcher : public QObject
{
    Q_OBJECT

public:
    ArrivalBatcher(const Centrifuge::Clock &clock, std::shared_ptr<ArrivalQueue> queue,
                   std::shared_ptr<ChunkMemory> memory, QObject *parent = nullptr);

    /** To be called in the thread that adds, before the first add(); later calls have no effect. */
    void start();
    /** Stamps the entry: with the time of its frame, which never goes back, and with the wall clock
     * unless it has a time already. */
    void add(Entry entry);
    /** Soon if there was no batch for a while, so that the rest of a frame is in it, else when the
     * interval is over. */
    void flushSoon();
    void flush();

Q_SIGNALS:
    void arrivalsReady(); ///< the queue is not empty any more
    void flushed(); ///< what was added before is in the queue

private:
    std::chrono::microseconds wallOf(std::chrono::nanoseconds monotonic);

    const Centrifuge::Clock &m_clock;
    const std::shared_ptr<ArrivalQueue> m_queue;
    BatchWriter m_writer;
    Centrifuge::Timer *m_timer = nullptr;
    std::chrono::nanoseconds m_lastStamp{0};
    std::chrono::nanoseconds m_lastFlush{0};
    std::chrono::nanoseconds m_wallRead{0}; ///< the frame for which m_wall was read
    std::chrono::microseconds m_wall{0};
};
