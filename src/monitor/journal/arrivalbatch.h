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
 * Arrivals in order, packed for their way to the journal, which keeps their bytes where they lie
 * instead of copying them. Plain C++; moved between threads.
 */
struct ArrivalBatch
{
    struct Piece
    {
        JournalSegment::ExternalChunk external; ///< where the entries have their payloads
        std::size_t endEntry = 0; ///< one behind the last of them
    };

    std::vector<Entry> entries; ///< without numbers; views into what is below
    std::vector<Piece> pieces;
    StreamTable streams;
    StreamTable extras; ///< pairs of tags and info in place of channel and epoch
    std::size_t bytes = 0; ///< what all takes in memory, about

    bool isEmpty() const { return entries.empty(); }
};

/** Fills batches with copies of what it is given. Belongs to one thread. */
class BatchWriter
{
public:
    /** The memory belongs to the same thread. */
    explicit BatchWriter(std::shared_ptr<ChunkMemory> memory);

    void add(const Entry &entry);
    const ArrivalBatch &batch() const { return m_batch; }
    /** What was added since the last time. What comes then fills the same chunk further. */
    ArrivalBatch take();
    /** Uses the memory of the entries of an old batch again. */
    void reuse(std::vector<Entry> used);

private:
    char *allocate(std::size_t size);
    void beginPiece(const ChunkMemory::Chunk &chunk, std::size_t lost);

    const std::shared_ptr<ChunkMemory> m_memory;
    ArrivalBatch m_batch;
    ChunkMemory::Chunk m_fill; // the one that small entries share
    std::size_t m_fillUsed = 0;
    std::size_t m_fillSize = 0;
};
