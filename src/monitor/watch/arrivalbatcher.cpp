// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/arrivalbatcher.h"

#include "monitor/platform/updateintervals.h"

using namespace std::chrono_literals;

namespace {

constexpr std::size_t LargestBatch = 8192;
constexpr std::size_t LargestBatchBytes = std::size_t(4) * 1024 * 1024;

} // namespace

ArrivalBatcher::ArrivalBatcher(const Centrifuge::Clock &clock, std::shared_ptr<ArrivalQueue> queue,
                               std::shared_ptr<ChunkMemory> memory, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_queue(std::move(queue))
    , m_writer(std::move(memory))
{
}

void ArrivalBatcher::start()
{
    if (m_timer == nullptr) {
        m_timer = m_clock.createTimer(this);
        connect(m_timer, &Centrifuge::Timer::timeout, this, &ArrivalBatcher::flush);
    }
}

void ArrivalBatcher::add(Entry entry)
{
    if (entry.wall == 0us) {
        entry.wall = wallOf(entry.monotonic);
    }
    const auto stamp = entry.monotonic == 0ns ? m_clock.monotonic() : entry.monotonic;
    m_lastStamp = std::max(m_lastStamp, stamp);
    entry.monotonic = m_lastStamp;
    m_writer.add(entry);
    const ArrivalBatch &batch = m_writer.batch();
    if (batch.entries.size() >= LargestBatch || batch.bytes >= LargestBatchBytes) {
        flush();
        return;
    }
    flushSoon();
}

/** Read once for all that came in one frame. */
std::chrono::microseconds ArrivalBatcher::wallOf(std::chrono::nanoseconds monotonic)
{
    if (monotonic == 0ns || monotonic != m_wallRead) {
        m_wallRead = monotonic;
        m_wall = m_clock.wall();
    }
    return m_wall;
}

void ArrivalBatcher::flushSoon()
{
    if (!m_timer->isActive()) {
        const auto wait = m_lastFlush + UpdateInterval::Arrivals - m_clock.monotonic();
        m_timer->start(std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(wait)));
    }
}

void ArrivalBatcher::flush()
{
    m_timer->stop();
    m_lastFlush = m_clock.monotonic();
    if (m_queue->push(m_writer.take())) {
        Q_EMIT arrivalsReady();
    }
    m_writer.reuse(m_queue->takeSpare());
    Q_EMIT flushed();
}
