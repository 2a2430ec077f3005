// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/arrivalbatch.h"

#include <cstring>
#include <string_view>
#include <utility>

namespace {

/** Returns the copy and moves `to` behind it. */
std::string_view write(char *&to, std::string_view bytes)
{
    if (!bytes.empty()) { // the view of an empty string may be null
        std::memcpy(to, bytes.data(), bytes.size());
    }
    return {std::exchange(to, to + bytes.size()), bytes.size()};
}

} // namespace

BatchWriter::BatchWriter(std::shared_ptr<ChunkMemory> memory)
    : m_memory(std::move(memory))
{
}

void BatchWriter::add(const Entry &entry)
{
    const std::size_t size = JournalSegment::byteCount(entry);
    Entry &added = m_batch.entries.emplace_back(entry);
    const std::uint32_t stream = m_batch.streams.intern(entry.channel, entry.epoch);
    added.channel = m_batch.streams.channel(stream);
    added.epoch = m_batch.streams.epoch(stream);
    if (size > 0) {
        char *to = allocate(size);
        added.payload = write(to, entry.payload);
        added.tags = write(to, entry.tags);
        added.info = write(to, entry.info);
        m_batch.pieces.back().endEntry = m_batch.entries.size();
    }
    m_batch.bytes += sizeof(Entry) + size;
}

ArrivalBatch BatchWriter::take()
{
    m_batch.bytes += m_batch.streams.memoryBytes();
    return std::exchange(m_batch, {});
}

void BatchWriter::reuse(ArrivalBatch used)
{
    if (m_batch.isEmpty()) {
        m_batch.entries = std::move(used.entries);
        m_batch.entries.clear();
    }
}

char *BatchWriter::allocate(std::size_t size)
{
    if (size > JournalSegment::OwnChunkSize) {
        const ChunkMemory::Chunk own = m_memory->take(size);
        beginPiece(own, size);
        return own.get();
    }
    const bool isFull = m_fillUsed + size > JournalSegment::ChunkSize;
    if (isFull) {
        m_fill = m_memory->take(JournalSegment::ChunkSize);
        m_fillUsed = 0;
    }
    if (m_batch.pieces.empty() || m_batch.pieces.back().written.chunk != m_fill) {
        beginPiece(m_fill, isFull ? JournalSegment::ChunkSize : 0);
    }
    return m_fill.get() + std::exchange(m_fillUsed, m_fillUsed + size);
}

void BatchWriter::beginPiece(const ChunkMemory::Chunk &chunk, std::size_t newBytes)
{
    m_batch.pieces.push_back({{chunk, newBytes}, 0});
}
