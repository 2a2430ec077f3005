// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/arrivalbatch.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

/**
 * The one place where the I/O thread and the main thread meet: a bounded queue of arrivals, plain
 * C++ so that ThreadSanitizer can judge it. A full queue first holds the producer (and so the
 * socket) back, then counts what it drops, until it is drained.
 *
 * Messages are dropped: publications, joins, leaves and undecodable ones. State changes
 * (connection, subscription, error, gap) are rare and must arrive, so of each kind the newest of
 * each watcher's channel is kept, with at most a kilobyte of the server's text; those it replaces
 * count as dropped, too. The limit covers what is queued and what the consumer has drained but not
 * given back. Only a single batch that is larger than the limit may exceed it.
 */
class ArrivalQueue
{
public:
    struct Limits
    {
        std::size_t bytes = std::size_t(48) * 1024 * 1024;
        /** How long push() waits for space; once more for each BytesPerTimeout of the batch. */
        std::chrono::milliseconds pushTimeout{250};
    };
    struct Drained
    {
        std::vector<ArrivalBatch> batches;
        /** After the batches: a Loss without a payload yet, and the states that were kept after it.
         */
        std::vector<Arrival> afterDrop;
        std::uint64_t dropped = 0; ///< arrivals lost since the last drain
        std::chrono::nanoseconds heldBack{0}; ///< time the producer waited since the last drain
        bool isAll = true; ///< the queue is empty now
    };

    ArrivalQueue();
    explicit ArrivalQueue(Limits limits);

    /**
     * Appends the batch. Returns true when the consumer has to be woken: the queue was empty. Waits
     * for space for a limited time; then the messages of the batch are dropped and counted.
     */
    bool push(ArrivalBatch batch);
    static constexpr std::size_t BytesPerTimeout = std::size_t(4) * 1024 * 1024;
    static constexpr std::size_t All = std::numeric_limits<std::size_t>::max();

    /** Unless everything is asked for, a drain ends with the batch that reaches this size. */
    static constexpr std::size_t MaxDrained = std::size_t(8) * 1024 * 1024;

    /**
     * Takes everything, or the oldest batches until they have `mostEntries` entries or MaxDrained
     * bytes. What was drained before counts as given back. A consumer that leaves some is not woken
     * for them; the drain that empties the queue reports what was dropped.
     */
    Drained drain(std::size_t mostEntries = All);
    /**
     * Returns everything that was drained, once it is not needed any more; releases a waiting
     * producer. The producer reuses a few megabytes of the memory of the entries: memory that goes
     * from thread to thread costs page faults.
     */
    void giveBack(std::vector<ArrivalBatch> used);
    /** Memory of entries that were given back, for reuse; empty if there is none. */
    std::vector<Entry> takeSpare();
    /** From now on push() neither waits nor stores anything. */
    void close();

private:
    bool isEmpty() const { return m_batches.empty(); }
    void keepSpare(std::vector<ArrivalBatch> used);
    std::vector<ArrivalBatch> takeBatches(std::size_t mostEntries);
    bool hasRoom(std::size_t bytes) const;
    void dropMessages(const ArrivalBatch &batch);
    void keepNewest(const Entry &entry);

    const Limits m_limits;
    std::mutex m_mutex; // guards all below; shared by exactly two threads
    std::condition_variable m_room;
    std::vector<ArrivalBatch> m_batches;
    std::list<Arrival> m_afterDrop; ///< the first is a Loss; empty while nothing was dropped
    std::unordered_map<std::string, std::list<Arrival>::iterator> m_newest; ///< by kind, watcher
                                                                            ///< and channel
    std::size_t m_bytes = 0; ///< of the batches
    std::size_t m_bytesInUse = 0; ///< of what was drained and not given back
    std::vector<std::vector<Entry>> m_spare;
    std::uint64_t m_dropped = 0;
    std::chrono::nanoseconds m_heldBack{0};
    bool m_closed = false;
};
