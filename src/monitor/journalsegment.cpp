// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journalsegment.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace {

constexpr std::uint32_t PlaceBits = 16;
constexpr std::size_t ChunkSize = std::size_t(1) << PlaceBits;
constexpr std::size_t MostChunks = std::size_t(1) << (32 - PlaceBits);
/** From here on an entry has a chunk of its own, so that at most an eighth is wasted. */
constexpr std::size_t OwnChunkSize = ChunkSize / 8;

char *write(char *to, std::string_view bytes)
{
    if (!bytes.empty()) { // the view of an empty string may be null
        std::memcpy(to, bytes.data(), bytes.size());
    }
    return to + bytes.size();
}

} // namespace

JournalSegment::JournalSegment(std::uint64_t firstNumber, Limits limits, ChunkMemory &memory)
    : m_firstNumber(firstNumber)
    , m_limits(limits)
    , m_memory(memory)
{
}

std::size_t JournalSegment::byteCount(const Arrival &arrival)
{
    return arrival.payload.size() + arrival.tags.size() + arrival.info.size();
}

bool JournalSegment::hasRoomFor(const Arrival &arrival) const
{
    if (m_records.empty()) {
        return true;
    }
    // One entry adds at most one chunk. A lone fill chunk may be larger than what is used of it.
    const std::size_t used = m_chunkBytes - (m_fillSize - m_fillUsed) + m_streams.memoryBytes();
    return m_records.size() < m_limits.entries && m_chunks.size() < MostChunks
        && used + byteCount(arrival) <= m_limits.bytes;
}

void JournalSegment::append(const Arrival &arrival)
{
    assert(byteCount(arrival) <= LargestEntry);
    Record record;
    record.monotonic = arrival.monotonic.count();
    record.wall = arrival.wall.count();
    record.number = arrival.offset;
    if (arrival.code != 0) {
        record.numberIs = arrival.offset == 0 ? Number::Code : Number::Both;
        record.number = arrival.offset == 0 ? arrival.code : arrival.offset;
    }
    record.stream = m_streams.intern(arrival.channel, arrival.epoch);
    record.payloadSize = static_cast<std::uint32_t>(arrival.payload.size());
    record.tagsSize = static_cast<std::uint32_t>(arrival.tags.size());
    record.infoSize = static_cast<std::uint32_t>(arrival.info.size());
    record.kind = arrival.kind;
    record.state = arrival.state;
    record.flags = arrival.flags;

    const bool both = record.numberIs == Number::Both;
    const std::size_t size = byteCount(arrival) + (both ? sizeof(arrival.code) : 0);
    if (size > 0) {
        const Room room = allocate(size);
        record.position = room.position;
        char *end = write(write(write(room.bytes, arrival.payload), arrival.tags), arrival.info);
        if (both) {
            std::memcpy(end, &arrival.code, sizeof(arrival.code));
        }
    }
    m_records.push_back(record);
}

void JournalSegment::seal()
{
    m_records.shrink_to_fit();
    m_chunks.shrink_to_fit();
    m_streams.seal();
}

Entry JournalSegment::at(std::size_t index) const
{
    const Record &record = m_records[index];
    Entry entry;
    entry.number = m_firstNumber + index;
    entry.kind = record.kind;
    entry.state = record.state;
    entry.flags = record.flags;
    entry.monotonic = std::chrono::nanoseconds(record.monotonic);
    entry.wall = std::chrono::microseconds(record.wall);
    entry.channel = m_streams.channel(record.stream);
    entry.epoch = m_streams.epoch(record.stream);
    if (record.numberIs == Number::Code) {
        entry.code = static_cast<std::uint32_t>(record.number);
    } else {
        entry.offset = record.number;
    }
    const std::size_t size = std::size_t(record.payloadSize) + record.tagsSize + record.infoSize;
    if (size > 0 || record.numberIs == Number::Both) {
        const char *bytes =
            m_chunks[record.position >> PlaceBits].get() + record.position % ChunkSize;
        entry.payload = {bytes, record.payloadSize};
        entry.tags = {bytes + record.payloadSize, record.tagsSize};
        entry.info = {bytes + record.payloadSize + record.tagsSize, record.infoSize};
        if (record.numberIs == Number::Both) {
            std::memcpy(&entry.code, bytes + size, sizeof(entry.code));
        }
    }
    return entry;
}

std::size_t JournalSegment::memoryBytes() const
{
    return sizeof(*this) + m_records.capacity() * sizeof(Record)
        + m_chunks.capacity() * sizeof(m_chunks.front()) + m_chunkBytes + m_streams.memoryBytes();
}

JournalSegment::Room JournalSegment::allocate(std::size_t size)
{
    if (size > OwnChunkSize) {
        return addChunk(size);
    }
    if (m_fillUsed + size > m_fillSize) {
        m_fillSize = std::max(size, std::min(ChunkSize, m_limits.bytes));
        addChunk(m_fillSize);
        m_fillChunk = m_chunks.size() - 1;
        m_fillUsed = 0;
    }
    const Room room{m_chunks[m_fillChunk].get() + m_fillUsed,
                    static_cast<std::uint32_t>((m_fillChunk << PlaceBits) + m_fillUsed)};
    m_fillUsed += size;
    return room;
}

JournalSegment::Room JournalSegment::addChunk(std::size_t size)
{
    m_chunks.push_back(m_memory.take(size));
    m_chunkBytes += size;
    return {m_chunks.back().get(), static_cast<std::uint32_t>((m_chunks.size() - 1) << PlaceBits)};
}
