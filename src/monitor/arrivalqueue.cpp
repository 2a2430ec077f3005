// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/arrivalqueue.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace {

constexpr std::size_t MostSpareBytes = std::size_t(8) * 1024 * 1024;
constexpr std::size_t MostWords = 1024; // of a state's reason, once the queue is full

std::size_t byteCountOf(const std::vector<Arrival> &batch)
{
    std::size_t bytes = 0;
    for (const Arrival &arrival : batch) {
        bytes += byteCount(arrival);
    }
    return bytes;
}

std::size_t capacityOf(const Arrival &arrival)
{
    return arrival.channel.capacity() + arrival.epoch.capacity() + arrival.payload.capacity()
        + arrival.tags.capacity() + arrival.info.capacity();
}

/** As many of the arrivals as may be kept beside the queue. */
void shortenSpare(std::vector<Arrival> &spare)
{
    std::size_t bytes = spare.capacity() * sizeof(Arrival);
    const auto isTooMuch = [&bytes](const Arrival &arrival) {
        bytes += capacityOf(arrival);
        return bytes > MostSpareBytes;
    };
    spare.erase(std::find_if(spare.begin(), spare.end(), isTooMuch), spare.end());
    if (spare.empty()) {
        spare = {};
    }
}

bool isMessage(const Arrival &arrival)
{
    switch (arrival.kind) {
    case EntryKind::Publication:
    case EntryKind::Join:
    case EntryKind::Leave:
    case EntryKind::Undecodable:
        return true;
    default:
        return false;
    }
}

/** Between two characters of UTF-8. */
void shorten(std::string &words)
{
    if (words.size() <= MostWords) {
        return;
    }
    std::size_t end = MostWords;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    words.resize(end);
    words.shrink_to_fit();
}

/** Without the rest of the batch around it the arrival is small. */
void makeSmall(Arrival &arrival)
{
    shorten(arrival.payload);
    if (arrival.epoch.size() > MostWords) {
        arrival.epoch = {}; // no position rather than a wrong one
    }
}

Arrival lossAt(const Arrival &first)
{
    Arrival loss;
    loss.kind = EntryKind::Loss;
    loss.monotonic = first.monotonic;
    loss.wall = first.wall;
    return loss;
}

} // namespace

std::size_t byteCount(const Arrival &arrival)
{
    return sizeof(Arrival) + arrival.channel.size() + arrival.epoch.size() + arrival.payload.size()
        + arrival.tags.size() + arrival.info.size();
}

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
    if (batch.empty()) {
        return false;
    }
    const std::size_t bytes = byteCountOf(batch);
    std::unique_lock lock(m_mutex);
    const auto isReady = [this, bytes] { return m_closed || hasRoom(bytes); };
    bool gotRoom = isReady();
    if (!gotRoom) {
        const auto start = std::chrono::steady_clock::now();
        gotRoom = m_room.wait_for(lock, m_limits.patience, isReady);
        m_heldBack += std::chrono::steady_clock::now() - start;
    }
    if (m_closed) {
        return false;
    }
    if (!gotRoom) {
        dropMessages(std::move(batch));
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

/**
 * An empty queue takes any batch, else one larger than the limit could never pass. What comes after
 * a loss is not taken before the drain: one hole, and not many.
 */
bool ArrivalQueue::hasRoom(std::size_t bytes) const
{
    return m_arrivals.empty() || (!m_hole && m_bytes + bytes <= m_limits.bytes);
}

void ArrivalQueue::dropMessages(std::vector<Arrival> batch)
{
    if (!m_hole) {
        m_hole = m_arrivals.size();
        m_arrivals.push_back(lossAt(batch.front()));
    }
    for (Arrival &arrival : batch) {
        if (isMessage(arrival)) {
            ++m_dropped;
        } else {
            keepNewest(std::move(arrival));
        }
    }
}

void ArrivalQueue::keepNewest(Arrival arrival)
{
    const auto begin = m_arrivals.begin() + static_cast<std::ptrdiff_t>(*m_hole);
    const auto older = std::find_if(begin, m_arrivals.end(), [&arrival](const Arrival &kept) {
        return kept.kind == arrival.kind && kept.channel == arrival.channel;
    });
    if (older != m_arrivals.end()) {
        m_arrivals.erase(older);
        ++m_dropped;
    }
    makeSmall(arrival);
    m_arrivals.push_back(std::move(arrival));
}

ArrivalQueue::Drained ArrivalQueue::drain()
{
    Drained drained;
    std::optional<std::size_t> hole;
    {
        const std::lock_guard lock(m_mutex);
        drained.arrivals.swap(m_arrivals);
        drained.dropped = std::exchange(m_dropped, 0);
        drained.heldBack = std::exchange(m_heldBack, std::chrono::nanoseconds(0));
        hole = std::exchange(m_hole, std::nullopt);
        m_bytes = 0;
    }
    m_room.notify_one();
    if (hole) {
        const auto loss = drained.arrivals.begin() + static_cast<std::ptrdiff_t>(*hole);
        constexpr std::uint64_t Most = std::numeric_limits<std::uint32_t>::max();
        loss->code = static_cast<std::uint32_t>(std::min(drained.dropped, Most));
        if (drained.dropped == 0) {
            drained.arrivals.erase(loss);
        }
    }
    return drained;
}

void ArrivalQueue::giveBack(std::vector<Arrival> used)
{
    shortenSpare(used);
    const std::lock_guard lock(m_mutex);
    if (used.size() > m_spare.size() && !m_closed) {
        m_spare.swap(used); // the lesser is freed without the lock
    }
}

std::vector<Arrival> ArrivalQueue::takeSpare()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_spare, {});
}

void ArrivalQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_room.notify_one();
}
