// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/journalfeed.h"

#include "monitor/journal/arrivalqueue.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/arrivalbatcher.h"
#include "monitor/watch/arrivals.h"
#include "monitor/watch/watcheroutput.h"

#include <QPointer>

using namespace std::chrono_literals;

namespace {

constexpr auto Pause = 20ms;
/** The window gets its turn in between: thousands of channels change their state at once. */
constexpr std::size_t MaxAtOnce = 4096;

/** Removes entries from a batch. Their payloads stay in the chunks. */
template <typename Predicate> void removeEntries(ArrivalBatch &batch, const Predicate &isRemoved)
{
    std::size_t kept = 0;
    std::size_t piece = 0;
    for (std::size_t i = 0; i < batch.entries.size(); ++i) {
        for (; piece < batch.pieces.size() && batch.pieces[piece].endEntry <= i; ++piece) {
            batch.pieces[piece].endEntry = kept;
        }
        if (!isRemoved(batch.entries[i])) {
            batch.entries[kept++] = batch.entries[i];
        }
    }
    for (; piece < batch.pieces.size(); ++piece) {
        batch.pieces[piece].endEntry = kept;
    }
    batch.entries.resize(kept);
}

} // namespace

JournalFeed::JournalFeed(IoThread &io, Journal &journal, QObject *parent,
                         std::shared_ptr<ArrivalQueue> queue)
    : QObject(parent)
    , m_io(io)
    , m_journal(journal)
    , m_queue(queue ? std::move(queue) : std::make_shared<ArrivalQueue>())
    , m_batcher(new ArrivalBatcher(io.clock(), m_queue,
                                   std::make_shared<ChunkMemory>(ChunkMemory::Source::Blocks)))
{
    m_batcher->moveToThread(m_io.thread());
    m_io.deleteAtEnd(m_batcher);
    connect(m_batcher, &ArrivalBatcher::arrivalsReady, this, &JournalFeed::take);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &JournalFeed::take);
}

JournalFeed::~JournalFeed()
{
    m_queue->close();
    m_batcher->deleteLater();
}

/** In turn, so that a number is used again only long after the worker that had it is gone. */
std::uint8_t JournalFeed::addSource(RowFollower &follower)
{
    do {
        ++m_lastSource;
    } while (m_lastSource == 0 || m_followers[m_lastSource] != nullptr);
    m_followers[m_lastSource] = &follower;
    return m_lastSource;
}

void JournalFeed::removeSource(std::uint8_t source)
{
    m_followers[source] = nullptr;
}

OutputTarget JournalFeed::outputTarget(std::uint8_t source, const QString &watcher) const
{
    return {m_batcher, source, watcher.toStdString()};
}

bool JournalFeed::isVoid(std::uint8_t source) const
{
    return source != 0 && m_followers[source] == nullptr;
}

void JournalFeed::take()
{
    const QPointer<JournalFeed> alive(this);
    if (m_journal.isFull()) {
        append({}, {}); // takes note of what the disk took meanwhile
    }
    if (!alive) {
        return;
    }
    if (m_journal.isFull()) {
        m_isBehind = true;
        m_pause.start();
    } else {
        drain(MaxAtOnce);
    }
}

void JournalFeed::takeAll()
{
    drain(ArrivalQueue::All);
}

void JournalFeed::drain(std::size_t mostEntries)
{
    const std::shared_ptr<ArrivalQueue> queue = m_queue; // a receiver may delete the feed
    ArrivalQueue::Drained drained = queue->drain(mostEntries);
    removeVoid(drained.batches, drained.afterDrop);
    for (Arrival &arrival : drained.afterDrop) {
        if (arrival.kind == EntryKind::Loss) {
            arrival.payload = lossText(arrival.count());
        }
    }
    const QPointer<JournalFeed> alive(this);
    append(drained.batches, drained.afterDrop);
    queue->giveBack(std::move(drained.batches));
    if (alive) {
        m_isBehind = !drained.isAll;
        catchUp();
    }
    if (alive && (drained.dropped > 0 || drained.heldBack.count() > 0)) {
        Q_EMIT overloaded(std::chrono::ceil<std::chrono::milliseconds>(drained.heldBack),
                          drained.dropped);
    }
}

/** Of workers whose session has begun anew or ended. */
void JournalFeed::removeVoid(std::vector<ArrivalBatch> &batches,
                             std::vector<Arrival> &behindThem) const
{
    const auto isRemoved = [this](const EntryHeader &row) { return isVoid(row.source); };
    for (ArrivalBatch &batch : batches) {
        if (std::any_of(batch.entries.cbegin(), batch.entries.cend(), isRemoved)) {
            removeEntries(batch, isRemoved);
        }
    }
    std::erase_if(behindThem, isRemoved);
}

void JournalFeed::append(const Arrival &row)
{
    QMetaObject::invokeMethod(
        m_batcher,
        [batcher = m_batcher, row] {
            batcher->start();
            batcher->add(entryOf(row));
        },
        Qt::QueuedConnection);
}

void JournalFeed::append(const std::vector<ArrivalBatch> &batches,
                         const std::vector<Arrival> &behindThem)
{
    const std::uint64_t before = m_journal.counters().appended;
    std::size_t trimmed = 0;
    for (const ArrivalBatch &batch : batches) {
        track(batch.entries);
        trimmed += m_journal.appendBatch(batch);
    }
    std::vector<Entry> rows;
    rows.reserve(behindThem.size());
    for (const Arrival &arrival : behindThem) {
        rows.push_back(entryOf(arrival));
    }
    track(rows);
    trimmed += m_journal.append(behindThem);
    const auto appended = static_cast<qsizetype>(m_journal.counters().appended - before);
    if (appended == 0) {
        return;
    }
    const QPointer<JournalFeed> alive(this);
    Q_EMIT entriesAppended(appended, static_cast<qsizetype>(trimmed));
    for (const ArrivalBatch &batch : batches) {
        if (alive && !batch.entries.empty()) {
            Q_EMIT entriesArrived(batch.entries);
        }
    }
    if (alive && !rows.empty()) {
        Q_EMIT entriesArrived(rows);
    }
    if (alive) {
        report();
    }
}

/** Shows each follower its rows, as many in one call as stand together. */
void JournalFeed::track(std::span<const Entry> rows)
{
    for (std::size_t begin = 0; begin < rows.size();) {
        const std::uint8_t source = rows[begin].source;
        std::size_t end = begin + 1;
        while (end < rows.size() && rows[end].source == source) {
            ++end;
        }
        if (m_followers[source] != nullptr) {
            m_followers[source]->track(rows.subspan(begin, end - begin));
        }
        begin = end;
    }
}

/** What a follower reports may remove others, or the feed. */
void JournalFeed::report()
{
    const QPointer<JournalFeed> alive(this);
    for (std::size_t source = 1; alive && source < m_followers.size(); ++source) {
        if (m_followers[source] != nullptr) {
            m_followers[source]->report();
        }
    }
}

/** Drains what is left in the queue, or makes the calls that had to wait for it. */
void JournalFeed::catchUp()
{
    if (m_isBehind) {
        QMetaObject::invokeMethod(this, &JournalFeed::take, Qt::QueuedConnection);
        return;
    }
    const QPointer<JournalFeed> alive(this);
    for (const auto &call : std::exchange(m_waiting, {})) {
        if (!alive) {
            return;
        }
        call();
    }
}

void JournalFeed::whenDrained(const std::function<void()> &call)
{
    if (m_isBehind) {
        m_waiting.push_back(call);
    } else {
        call();
    }
}
