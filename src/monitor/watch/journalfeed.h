// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/arrivalqueue.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

class Journal;

/**
 * Drains the queue that the I/O thread fills, in turns that leave the event loop time for other
 * events. While the journal is full it pauses, so that the queue fills and holds the socket back.
 * Owned by a WatchSession; main thread.
 */
class JournalFeed : public QObject
{
    Q_OBJECT

public:
    /** Appends to the journal; may delete the feed, or open another queue. */
    using Append = std::function<void(const std::vector<ArrivalBatch> &batches,
                                      const std::vector<Arrival> &behindThem)>;

    /** `journal` outlives the feed. */
    JournalFeed(const Journal &journal, Append append, QObject *parent = nullptr);

    void open(std::shared_ptr<ArrivalQueue> queue);
    /** Drops the queue with all that is still in it, and the calls that wait for that. */
    void close();

    /** The queue is not empty any more. */
    void take();
    /** Takes all that is in the queue, whether the journal is full or not. */
    void takeAll();
    /** As takeAll(); the queue accepts nothing more. */
    void takeLast();
    /** Calls it at once, or after the rows that are in the queue now. */
    void whenDrained(const std::function<void()> &call);

Q_SIGNALS:
    /** The queue was full: how long the socket was held back, and how many were lost. */
    void overloaded(std::chrono::milliseconds heldBack, quint64 dropped);

private:
    void drain(std::size_t mostEntries);
    void catchUp();

    const Journal &m_journal;
    const Append m_append;
    std::shared_ptr<ArrivalQueue> m_queue;
    QTimer m_pause; ///< until the journal is asked again whether it is full
    bool m_isBehind = false; ///< rows were left in the queue
    std::vector<std::function<void()>> m_waiting; ///< for these rows
};
