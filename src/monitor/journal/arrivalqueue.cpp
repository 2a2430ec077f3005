// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/arrivalqueue.h"

#include "text/utf8.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace {

constexpr std::size_t MaxSpareBytes = std::size_t(8) * 1024 * 1024;
constexpr std::size_t MaxWords = 1024; // of a state's reason, once the queue is full

bool isMessage(EntryKind kind)
{
    return kind == EntryKind::Publication || kind == EntryKind::Join || kind == EntryKind::Leave
        || kind == EntryKind::Undecodable;
}

/** A copy that does not need the batch, and is small. */
Arrival smallArrival(const Entry &entry)
{
    Arrival arrival;
    static_cast<EntryHeader &>(arrival) = entry;
    arrival.channel = entry.channel;
    arrival.watcher = entry.watcher;
    if (entry.epoch.size() <= MaxWords) { // no position rather than a wrong one
        arrival.epoch = entry.epoch;
    }
    arrival.payload = Text::utf8Prefix(entry.payload, MaxWords);
    arrival.tags = entry.tags;
    arrival.info = entry.info;
    return arrival;
}

Arrival lossAt(const Entry &first)
{
    Arrival loss;
    loss.kind = EntryKind::Loss;
    loss.monotonic = first.monotonic;
    loss.wall = first.wall;
    return loss;
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

bool ArrivalQueue::push(ArrivalBatch batch)
{
    if (batch.isEmpty()) {
        return false;
    }
    const std::size_t bytes = batch.bytes;
    std::unique_lock lock(m_mutex);
    const auto isReady = [this, bytes] { return m_closed || hasRoom(bytes); };
    bool gotRoom = isReady();
    if (!gotRoom) {
        const auto start = std::chrono::steady_clock::now();
        const auto timeout = m_limits.pushTimeout * (1 + bytes / BytesPerTimeout);
        gotRoom = m_room.wait_for(lock, timeout, isReady);
        m_heldBack += std::chrono::steady_clock::now() - start;
    }
    if (m_closed) {
        return false;
    }
    if (!gotRoom) {
        dropMessages(batch);
        return false;
    }
    const bool wasEmpty = isEmpty();
    m_bytes += bytes;
    m_batches.push_back(std::move(batch));
    return wasEmpty;
}

/**
 * Where nothing is held any batch is taken, else one larger than the limit could never pass. What
 * comes after a loss is not taken before the drain: one loss, and not many.
 */
bool ArrivalQueue::hasRoom(std::size_t bytes) const
{
    const std::size_t held = m_bytes + m_bytesInUse;
    return held == 0 || (m_afterDrop.empty() && held + bytes <= m_limits.bytes);
}

void ArrivalQueue::dropMessages(const ArrivalBatch &batch)
{
    if (m_afterDrop.empty()) {
        m_afterDrop.push_back(lossAt(batch.entries.front()));
    }
    for (const Entry &entry : batch.entries) {
        if (isMessage(entry.kind)) {
            ++m_dropped;
        } else {
            keepNewest(entry);
        }
    }
}

void ArrivalQueue::keepNewest(const Entry &entry)
{
    std::string key(1, static_cast<char>(entry.kind));
    key.append(std::to_string(entry.watcher.size())).append(1, ':').append(entry.watcher);
    key.append(entry.channel);
    const auto [place, isNew] = m_newest.try_emplace(std::move(key), m_afterDrop.end());
    if (isNew) {
        place->second = m_afterDrop.emplace(m_afterDrop.end());
    } else {
        m_afterDrop.splice(m_afterDrop.end(), m_afterDrop, place->second);
        ++m_dropped;
    }
    Arrival newest = smallArrival(entry);
    if (entry.kind == EntryKind::Gap) { // the messages of both are missing
        newest.setCount(std::uint64_t(entry.count()) + place->second->count());
    }
    *place->second = std::move(newest);
}

std::vector<ArrivalBatch> ArrivalQueue::takeBatches(std::size_t mostEntries)
{
    const std::size_t mostBytes = mostEntries == All ? All : MaxDrained;
    std::size_t entries = 0;
    std::size_t bytes = 0;
    auto end = m_batches.begin();
    for (; end != m_batches.end() && entries < mostEntries && bytes < mostBytes; ++end) {
        entries += end->entries.size();
        bytes += end->bytes;
    }
    m_bytes -= bytes;
    m_bytesInUse = bytes;
    std::vector<ArrivalBatch> taken(std::move_iterator(m_batches.begin()), std::move_iterator(end));
    m_batches.erase(m_batches.begin(), end);
    return taken;
}

ArrivalQueue::Drained ArrivalQueue::drain(std::size_t mostEntries)
{
    Drained drained;
    std::list<Arrival> afterDrop;
    {
        const std::lock_guard lock(m_mutex);
        drained.batches = takeBatches(mostEntries);
        drained.isAll = m_batches.empty();
        if (drained.isAll) {
            afterDrop.swap(m_afterDrop);
            m_newest.clear();
            drained.dropped = std::exchange(m_dropped, 0);
            drained.heldBack = std::exchange(m_heldBack, std::chrono::nanoseconds(0));
        }
    }
    m_room.notify_one();
    drained.afterDrop.assign(std::move_iterator(afterDrop.begin()),
                             std::move_iterator(afterDrop.end()));
    if (!drained.afterDrop.empty()) {
        const auto loss = drained.afterDrop.begin();
        loss->setCount(drained.dropped);
        if (drained.dropped == 0) {
            drained.afterDrop.erase(loss);
        }
    }
    return drained;
}

void ArrivalQueue::giveBack(std::vector<ArrivalBatch> used)
{
    {
        const std::lock_guard lock(m_mutex);
        m_bytesInUse = 0;
        keepSpare(std::move(used));
    }
    m_room.notify_one();
}

void ArrivalQueue::keepSpare(std::vector<ArrivalBatch> used)
{
    std::size_t bytes = 0;
    for (const std::vector<Entry> &spare : m_spare) {
        bytes += spare.capacity() * sizeof(Entry);
    }
    for (ArrivalBatch &batch : used) {
        bytes += batch.entries.capacity() * sizeof(Entry);
        if (bytes > MaxSpareBytes || m_closed) {
            return;
        }
        m_spare.push_back(std::move(batch.entries));
    }
}

std::vector<Entry> ArrivalQueue::takeSpare()
{
    const std::lock_guard lock(m_mutex);
    if (m_spare.empty()) {
        return {};
    }
    std::vector<Entry> spare = std::move(m_spare.back());
    m_spare.pop_back();
    return spare;
}

void ArrivalQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_room.notify_one();
}
