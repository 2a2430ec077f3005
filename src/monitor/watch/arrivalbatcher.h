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

/** Where a worker puts what arrives; shared with the main thread, and one with the next worker. */
struct WatchOutput
{
    std::shared_ptr<ArrivalQueue> queue; ///< of this worker
    std::shared_ptr<ChunkMemory> memory; ///< of all workers of the session, in the I/O thread
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

    /** In the thread that adds; nothing may be added before. */
    void start();
    void add(const Arrival &arrival);
    /** The time of a publication is that of its frame, and never before the row above it; the wall
     * clock is read unless the entry has its time. */
    void add(Entry entry);
    /** Calls it after the rows that were added before are in the queue. */
    void announce(std::function<void()> announcement);
    void dropAnnouncements();
    void countDuplicates(const std::string &channel, quint64 count);
    /** At once when there was no batch for a while (the rest of a frame joins it), else later. */
    void flushSoon();
    void flush();

Q_SIGNALS:
    void arrivalsReady(); ///< the queue is not empty any more
    void duplicatesCounted(const QHash<QString, quint64> &counts); ///< of each channel, new ones
    void flushed();

private:
    std::chrono::microseconds wallOf(std::chrono::nanoseconds monotonic);

    const Centrifuge::Clock &m_clock;
    const std::shared_ptr<ArrivalQueue> m_queue;
    BatchWriter m_writer;
    Centrifuge::Timer *m_timer = nullptr;
    std::vector<std::function<void()>> m_announcements; ///< to be made after the batch
    QHash<QString, quint64> m_duplicates; ///< since the last flush
    std::chrono::nanoseconds m_lastStamp{0};
    std::chrono::nanoseconds m_lastFlush{0};
    std::chrono::nanoseconds m_wallRead{0}; ///< the frame for which m_wall was read
    std::chrono::microseconds m_wall{0};
};
