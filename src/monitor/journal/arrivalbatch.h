// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/entry/streamtable.h"
#include "monitor/journal/journalsegment.h"

#include <cstddef>
#include <memory>
#include <vector>

/**
 * Arrivals in order, on their way to the journal. Their bytes lie in chunks that the journal keeps,
 * so that they are not copied again. Plain C++; moved between threads.
 */
struct ArrivalBatch
{
    struct Piece
    {
        JournalSegment::ExternalChunk external; ///< where the entries have their payloads
        std::size_t endEntry = 0; ///< index after its last entry
    };

    std::vector<Entry> entries; ///< without numbers; views into the chunks and tables below
    std::vector<Piece> pieces;
    StreamTable streams;
    StreamTable extras; ///< pairs of tags and info in place of channel and epoch
    std::size_t bytes = 0; ///< approximate memory use

    bool isEmpty() const { return entries.empty(); }
};

/** Copies entries into batches. Used by one thread. */
class BatchWriter
{
public:
    /** `memory` is used by the same thread. */
    explicit BatchWriter(std::shared_ptr<ChunkMemory> memory);

    void add(const Entry &entry);
    const ArrivalBatch &batch() const { return m_batch; }
    /** The entries added since the last call. Later entries continue in the same chunk. */
    ArrivalBatch take();
    /** Reuses the memory of the entries of an old batch. */
    void reuse(std::vector<Entry> used);

private:
    char *allocate(std::size_t size);
    void beginPiece(const ChunkMemory::Chunk &chunk, std::size_t lost);

    const std::shared_ptr<ChunkMemory> m_memory;
    ArrivalBatch m_batch;
    ChunkMemory::Chunk m_fill; // shared by small entries
    std::size_t m_fillUsed = 0;
    std::size_t m_fillSize = 0;
};
