// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/journalfeed.h"

#include "monitor/journal/journal.h"
#include "monitor/watch/arrivals.h"

#include <QPointer>

using namespace std::chrono_literals;

namespace {

constexpr auto Pause = 20ms;
/** The window gets its turn in between: thousands of channels change their state at once. */
constexpr std::size_t MaxAtOnce = 4096;

} // namespace

JournalFeed::JournalFeed(const Journal &journal, Append append, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_append(std::move(append))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &JournalFeed::take);
}

void JournalFeed::open(std::shared_ptr<ArrivalQueue> queue)
{
    close();
    m_queue = std::move(queue);
}

void JournalFeed::close()
{
    if (m_queue != nullptr) {
        m_queue->close();
        m_queue.reset();
    }
    m_isBehind = false;
    m_waiting.clear();
}

void JournalFeed::take()
{
    const QPointer<JournalFeed> alive(this);
    if (m_journal.isFull()) {
        m_append({}, {}); // takes note of what the disk took meanwhile
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

void JournalFeed::takeLast()
{
    if (m_queue != nullptr) {
        m_queue->close();
        takeAll();
    }
}

void JournalFeed::drain(std::size_t mostEntries)
{
    if (m_queue == nullptr) {
        return;
    }
    const std::shared_ptr<ArrivalQueue> queue = m_queue; // a receiver may open another
    ArrivalQueue::Drained drained = queue->drain(mostEntries);
    for (Arrival &arrival : drained.afterDrop) {
        if (arrival.kind == EntryKind::Loss) {
            arrival.payload = lossText(arrival.count());
        }
    }
    const QPointer<JournalFeed> alive(this);
    m_append(drained.batches, drained.afterDrop);
    queue->giveBack(std::move(drained.batches));
    if (alive && queue == m_queue) {
        m_isBehind = !drained.isAll;
        catchUp();
    }
    if (alive && (drained.dropped > 0 || drained.heldBack.count() > 0)) {
        Q_EMIT overloaded(std::chrono::ceil<std::chrono::milliseconds>(drained.heldBack),
                          drained.dropped);
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
    const std::shared_ptr<ArrivalQueue> queue = m_queue;
    for (const auto &call : std::exchange(m_waiting, {})) {
        if (!alive || queue != m_queue) {
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
