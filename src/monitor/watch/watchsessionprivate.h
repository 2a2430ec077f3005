// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/arrivalqueue.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/watchchannels.h"
#include "monitor/watch/watchsession.h"
#include "monitor/watch/watchworker.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <variant>
#include <vector>

/** What the parts of WatchSession share. Main thread. */
class WatchSession::Private
{
public:
    using Change = std::variant<SessionStatus, ChannelStatus, Centrifuge::Error>;

    Private(IoThread &ioThread, Journal &target, WatchSession *session,
            Centrifuge::TransportFactory factory);

    void connectWorker();
    /** The present worker ends by itself; nothing of it reaches us any more. */
    void dropWorker();
    /** Calls it in the I/O thread. */
    template <typename Call> void invokeOnWorker(Call call) const;
    /** What was announced behind rows that are still in the queue waits for them. */
    void whenDrained(const std::function<void()> &call);

    void takeArrivals();
    /** The queue of the present worker takes no more; what it holds goes to the journal. */
    void takeLastArrivals();
    void drain(std::size_t mostEntries = ArrivalQueue::All);
    /** Drains what is left in the queue, or emits the signals that had to wait for it. */
    void catchUp();
    void append(const std::vector<ArrivalBatch> &batches, const std::vector<Arrival> &arrivals);
    void note(const Entry &arrival, std::vector<Change> &changes);
    /** Counts the channels; also a change of the status where that shows how many there are. */
    std::vector<Change> withCounts(std::vector<Change> changes);
    void noteConnection(const Entry &arrival, std::vector<Change> &changes);
    void report(const std::vector<Change> &changes);
    void showRetry(int attempt, std::chrono::nanoseconds at);
    void showExpiry(std::optional<std::chrono::microseconds> expiresAt);
    void countDuplicates(const QHash<QString, quint64> &counts);
    void showTimeline(const ConnectionTimeline &newest);
    void finishClosing();

    WatchSession *const q;
    IoThread &io;
    Journal &journal;
    const Centrifuge::TransportFactory transports;
    std::shared_ptr<ArrivalQueue> queue;
    const std::shared_ptr<ChunkMemory> memory = // for the I/O thread
        std::make_shared<ChunkMemory>(ChunkMemory::Source::Blocks);
    QTimer journalPause; // until the journal is asked again for room
    bool isBehind = false; ///< rows were left in the queue
    std::vector<std::function<void()>> whenCaughtUp;
    WatchWorker *worker = nullptr; // deletes itself in the I/O thread; never used after end()
    quint64 generation = 0; ///< of the worker; what an older one sends is void
    WatchRequest request;
    bool hasOldNames = false; ///< channels came or went since its list of them was made
    SessionStatus status;
    WatchChannels channels;
    ConnectionTimeline timeline;
    QHash<QString, KeptPosition> positions; ///< for the next worker
    bool isClosing = false;
};

template <typename Call> void WatchSession::Private::invokeOnWorker(Call call) const
{
    if (worker != nullptr) {
        QMetaObject::invokeMethod(
            worker, [target = worker, call] { call(*target); }, Qt::QueuedConnection);
    }
}
