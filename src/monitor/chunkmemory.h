// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>

/**
 * Memory for the bytes of a journal, carved from blocks of the size of a huge page where the system
 * has such: a page fault for each 4 KB costs more than all else of a large message. A block lives
 * as long as one of its chunks. One thread takes; chunks may be let go in any.
 */
class ChunkMemory
{
public:
    using Chunk = std::shared_ptr<char[]>;

    static constexpr std::size_t BlockSize = std::size_t(2) * 1024 * 1024;

    enum class Source { Heap, Blocks };
    explicit ChunkMemory(Source source)
        : m_source(source)
    {
    }

    Chunk take(std::size_t size);
    Source source() const { return m_source; }
    /** Of the block that is open, taken by nobody yet. */
    std::size_t unusedBytes() const { return m_block == nullptr ? 0 : BlockSize - m_used; }
    /** Lets go of the open block; what was taken stays. */
    void clear() { m_block.reset(); }

private:
    const Source m_source;
    Chunk m_block;
    std::size_t m_used = 0; // of m_block
};
