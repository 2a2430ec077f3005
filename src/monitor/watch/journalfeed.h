// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <vector>

class ArrivalBatcher;
class ArrivalQueue;
class IoThread;
class Journal;
struct Arrival;
struct ArrivalBatch;
struct Entry;
struct OutputTarget;

/** Who follows the rows of one connection on their way into the journal. Main thread. */
class RowFollower
{
public:
    virtual ~RowFollower() = default;

    /** Some of its rows, in order. Before anybody is told of them. */
    virtual void track(std::span<const Entry> rows) = 0;
    /** What was tracked is in the journal, and everybody has been told of it. */
    virtual void report() = 0;
};

/**
 * Moves the rows of all connections from the I/O thread into one journal, in the order in which
 * they arrived, in turns that leave the event loop time for other events. While the journal is full
 * it pauses, so that the queue fills and holds the sockets back. Outlives its sessions; main
 * thread.
 *
 * Everything that happens is an entry of the journal, in order, so that a program without a window
 * needs only entriesAppended.
 */
class JournalFeed : public QObject
{
    Q_OBJECT

public:
    /** `io` and `journal` outlive the feed. Without a queue it has one of its own. */
    JournalFeed(IoThread &io, Journal &journal, QObject *parent = nullptr,
                std::shared_ptr<ArrivalQueue> queue = {});
    ~JournalFeed() override;

    IoThread &io() const { return m_io; }

    /** A number for the rows of a new worker, which go to `follower` from now on. */
    std::uint8_t addSource(RowFollower &follower);
    /** Rows of this worker that are still on their way are void. */
    void removeSource(std::uint8_t source);
    /** What a worker needs to write rows. */
    OutputTarget outputTarget(std::uint8_t source, const QString &watcher) const;

    /** Appends a row that the main thread made and no follower needs. The I/O thread stamps it like
     * the rows of the connections, so that it stands among them in order, a little later. */
    void append(const Arrival &row);
    /** The queue is not empty any more. */
    void take();
    /** Takes all that is in the queue, whether the journal is full or not. */
    void takeAll();
    /** Calls it at once, or after the rows that are in the queue now. */
    void whenDrained(const std::function<void()> &call);

Q_SIGNALS:
    /** The last `count` entries of the journal are new; `trimmed` were removed at the front. At
     * most once per UpdateInterval::Arrivals. */
    void entriesAppended(qsizetype count, qsizetype trimmed);
    /** The same entries without their numbers, once for each batch, right after entriesAppended.
     * Their views are valid only during the signal. */
    void entriesArrived(std::span<const Entry> entries);
    /** The queue was full: how long the sockets were held back, and how many were lost. */
    void overloaded(std::chrono::milliseconds heldBack, quint64 dropped);

private:
    static constexpr std::size_t MaxSources = std::numeric_limits<std::uint8_t>::max();

    void drain(std::size_t mostEntries);
    void removeVoid(std::vector<ArrivalBatch> &batches, std::vector<Arrival> &behindThem) const;
    void append(const std::vector<ArrivalBatch> &batches, const std::vector<Arrival> &behindThem);
    void track(std::span<const Entry> rows);
    void report();
    void catchUp();
    bool isVoid(std::uint8_t source) const;

    IoThread &m_io;
    Journal &m_journal;
    const std::shared_ptr<ArrivalQueue> m_queue;
    ArrivalBatcher *const m_batcher; ///< deletes itself in the I/O thread
    std::array<RowFollower *, MaxSources + 1> m_followers{}; ///< by source; 0 is nobody's
    std::uint8_t m_lastSource = 0;
    QTimer m_pause; ///< until the journal is asked again whether it is full
    bool m_isBehind = false; ///< rows were left in the queue
    std::vector<std::function<void()>> m_waiting; ///< for these rows
};
