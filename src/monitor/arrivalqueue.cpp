// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/arrivalqueue.h"

#include <iterator>
#include <utility>

namespace {

std::size_t byteCount(const std::vector<Arrival> &batch)
{
    std::size_t bytes = 0;
    for (const Arrival &arrival : batch) {
        bytes += sizeof(Arrival) + arrival.channel.size() + arrival.epoch.size()
            + arrival.payload.size() + arrival.tags.size() + arrival.info.size();
    }
    return bytes;
}

std::size_t dropPublications(std::vector<Arrival> &batch)
{
    return std::erase_if(
        batch, [](const Arrival &arrival) { return arrival.kind == EntryKind::Publication; });
}

} // namespace

ArrivalQueue::ArrivalQueue()
    : ArrivalQueue(Limits{})
{
}

ArrivalQueue::ArrivalQueue(Limits limits)
    : m_limits(limits)
{
}

bool ArrivalQueue::push(std::vector<Arrival> batch)
{
    std::size_t bytes = byteCount(batch);
    std::unique_lock lock(m_mutex);
    // An empty queue takes any batch, else one larger than the limit could never pass.
    const auto hasRoom = [this, bytes] {
        return m_closed || m_arrivals.empty() || m_bytes + bytes <= m_limits.bytes;
    };
    if (!hasRoom()) {
        const auto start = std::chrono::steady_clock::now();
        const bool gotRoom = m_room.wait_for(lock, m_limits.patience, hasRoom);
        m_heldBack += std::chrono::steady_clock::now() - start;
        if (!gotRoom) {
            m_dropped += dropPublications(batch);
            bytes = byteCount(batch);
        }
    }
    if (m_closed || batch.empty()) {
        return false;
    }
    const bool wasEmpty = m_arrivals.empty();
    m_bytes += bytes;
    if (wasEmpty) {
        m_arrivals = std::move(batch);
    } else {
        m_arrivals.insert(m_arrivals.end(), std::make_move_iterator(batch.begin()),
                          std::make_move_iterator(batch.end()));
    }
    return wasEmpty;
}

ArrivalQueue::Drained ArrivalQueue::drain()
{
    Drained drained;
    {
        const std::lock_guard lock(m_mutex);
        drained.arrivals.swap(m_arrivals);
        drained.dropped = std::exchange(m_dropped, 0);
        drained.heldBack = std::exchange(m_heldBack, std::chrono::nanoseconds(0));
        m_bytes = 0;
    }
    m_room.notify_one();
    return drained;
}

void ArrivalQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_room.notify_one();
}
