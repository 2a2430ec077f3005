// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/arrivalbatch.h"

#include <cstring>
#include <string_view>
#include <utility>

namespace {

std::string_view copyBytes(char *to, std::string_view bytes)
{
    std::memcpy(to, bytes.data(), bytes.size());
    return {to, bytes.size()};
}

} // namespace

BatchWriter::BatchWriter(std::shared_ptr<ChunkMemory> memory)
    : m_memory(std::move(memory))
{
}

void BatchWriter::add(const Entry &entry)
{
    Entry &added = m_batch.entries.emplace_back(entry);
    const std::uint32_t stream = m_batch.streams.intern(entry.channel, entry.epoch, entry.watcher);
    added.channel = m_batch.streams.channel(stream);
    added.epoch = m_batch.streams.epoch(stream);
    added.watcher = m_batch.streams.watcher(stream);
    if (!entry.tags.empty() || !entry.info.empty()) {
        const std::uint32_t extras = m_batch.extras.intern(entry.tags, entry.info);
        added.tags = m_batch.extras.channel(extras);
        added.info = m_batch.extras.epoch(extras);
    }
    if (!entry.payload.empty()) {
        added.payload = copyBytes(allocate(entry.payload.size()), entry.payload);
        m_batch.pieces.back().endEntry = m_batch.entries.size();
    }
    m_batch.bytes += sizeof(Entry) + JournalSegment::byteCount(entry);
}

ArrivalBatch BatchWriter::take()
{
    m_batch.bytes += m_batch.streams.memoryBytes();
    return std::exchange(m_batch, {});
}

void BatchWriter::reuse(std::vector<Entry> used)
{
    if (m_batch.isEmpty()) {
        m_batch.entries = std::move(used);
        m_batch.entries.clear();
    }
}

char *BatchWriter::allocate(std::size_t size)
{
    if (size > m_memory->largestShare()) {
        const ChunkMemory::Chunk own = ChunkMemory::takeAlone(size);
        beginPiece(own, 0);
        return own.get();
    }
    std::size_t lost = 0;
    if (m_fillUsed + size > m_fillSize) {
        ChunkMemory::Allocation rest = m_memory->takeRest(size);
        lost = m_fillSize - m_fillUsed + rest.lost;
        m_fill = std::move(rest.chunk);
        m_fillSize = rest.size;
        m_fillUsed = 0;
    }
    if (m_batch.pieces.empty() || m_batch.pieces.back().external.chunk != m_fill) {
        beginPiece(m_fill, lost);
    }
    return m_fill.get() + std::exchange(m_fillUsed, m_fillUsed + size);
}

void BatchWriter::beginPiece(const ChunkMemory::Chunk &chunk, std::size_t lost)
{
    m_batch.pieces.push_back({{chunk, lost}, 0});
}
