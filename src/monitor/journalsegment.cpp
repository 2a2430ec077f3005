// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journalsegment.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace {

constexpr std::size_t MostChunks = std::size_t(1) << (32 - JournalSegment::PlaceBits);

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

std::size_t JournalSegment::byteCount(const Entry &entry)
{
    return entry.payload.size() + entry.tags.size() + entry.info.size();
}

bool JournalSegment::hasRoomFor(const Entry &entry) const
{
    if (m_records.empty()) {
        return true;
    }
    // One entry adds at most one chunk. A lone fill chunk may be larger than what is used of it.
    const std::size_t used = m_chunkBytes - (m_fillSize - m_fillUsed) + m_streams.memoryBytes();
    return m_records.size() < m_limits.entries && m_chunks.size() < MostChunks
        && used + byteCount(entry) <= m_limits.bytes;
}

JournalSegment::Record JournalSegment::recordOf(const Entry &entry)
{
    assert(byteCount(entry) <= LargestEntry);
    Record record;
    record.monotonic = entry.monotonic.count();
    record.wall = entry.wall.count();
    record.number = entry.offset;
    if (entry.code != 0) {
        record.numberIs = entry.offset == 0 ? Number::Code : Number::Both;
        record.number = entry.offset == 0 ? entry.code : entry.offset;
    }
    record.stream = m_streams.intern(entry.channel, entry.epoch);
    record.payloadSize = static_cast<std::uint32_t>(entry.payload.size());
    record.tagsSize = static_cast<std::uint32_t>(entry.tags.size());
    record.infoSize = static_cast<std::uint32_t>(entry.info.size());
    record.kind = entry.kind;
    record.state = entry.state;
    record.flags = entry.flags;
    return record;
}

void JournalSegment::append(const Entry &entry)
{
    Record record = recordOf(entry);
    const bool both = record.numberIs == Number::Both;
    const std::size_t size = byteCount(entry) + (both ? sizeof(entry.code) : 0);
    if (size > 0) {
        const Room room = allocate(size);
        record.position = room.position;
        char *end = write(write(write(room.bytes, entry.payload), entry.tags), entry.info);
        if (both) {
            std::memcpy(end, &entry.code, sizeof(entry.code));
        }
    }
    m_records.push_back(record);
}

void JournalSegment::adopt(const Entry &entry, const Written &written)
{
    const std::size_t size = byteCount(entry);
    const bool both = entry.offset != 0 && entry.code != 0;
    if (size == 0 || both) { // nothing to adopt, or no place for the code
        append(entry);
        return;
    }
    Record record = recordOf(entry);
    const auto place = static_cast<std::size_t>(entry.payload.data() - written.chunk.get());
    assert(place < ChunkSize);
    record.position = adoptChunk(written, size <= OwnChunkSize) + static_cast<std::uint32_t>(place);
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

/** The position where it starts. */
std::uint32_t JournalSegment::adoptChunk(const Written &written, bool isShared)
{
    if (isShared && m_adopted && m_chunks[*m_adopted] == written.chunk) {
        return static_cast<std::uint32_t>(*m_adopted << PlaceBits);
    }
    m_chunks.push_back(written.chunk);
    m_chunkBytes += written.newBytes;
    const std::size_t index = m_chunks.size() - 1;
    if (isShared) {
        m_adopted = index;
    }
    return static_cast<std::uint32_t>(index << PlaceBits);
}
