// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>

/**
 * Memory for the bytes of a journal, in blocks of the size of a huge page where the system has
 * those: a page fault for each 4 KB costs more than everything else about a large message. A caller
 * takes the rest of a block and gives back what it did not need, so that segments follow each other
 * without gaps. A block lives as long as one of its chunks. The process keeps some free blocks,
 * because new memory has to be cleared first. One thread allocates; any thread may release chunks.
 */
class ChunkMemory
{
public:
    using Chunk = std::shared_ptr<char[]>;
    struct Allocation
    {
        Chunk chunk;
        std::size_t size = 0;
        std::size_t lost = 0; ///< unused bytes at the end of the previous block
    };

    static constexpr std::size_t BlockSize = std::size_t(2) * 1024 * 1024;

    enum class Source {
        Heap, ///< blocks of 64 KB, for small journals
        Blocks
    };
    explicit ChunkMemory(Source source)
        : ChunkMemory(source == Source::Blocks ? BlockSize : BlockSize / 32)
    {
    }
    explicit ChunkMemory(std::size_t blockSize = BlockSize)
        : m_blockSize(blockSize)
    {
    }

    std::size_t blockSize() const { return m_blockSize; }
    /** Larger allocations get memory of their own, so that they don't waste the rest of a block. */
    std::size_t largestShare() const { return m_blockSize / 8; }
    /** The rest of the open block, or a new block if `least` bytes don't fit; at most a block. */
    Allocation takeRest(std::size_t least);
    /** Returns the unused end of the last allocation, from `from` on. */
    void giveBack(const char *from, std::size_t size);
    /** Releases the open block; chunks of it stay valid. */
    void clear();

    static Chunk takeAlone(std::size_t size) { return Chunk(new char[size]); }

    /** An uninitialised block of BlockSize. Any thread. */
    static char *takeBlock();
    static void giveBlock(char *block);

private:
    const std::size_t m_blockSize;
    Chunk m_block;
    std::size_t m_used = 0; // of m_block
};

/** For a std::vector of about the size of a block; other sizes come from the heap. */
template <typename Value> struct BlockAllocator
{
    using value_type = Value;

    static constexpr std::size_t MaxValues = ChunkMemory::BlockSize / sizeof(Value);
    /** Smaller ones would waste the rest of the block. */
    static constexpr std::size_t MinValues = MaxValues - MaxValues / 16;

    static bool isBlock(std::size_t count) { return count >= MinValues && count <= MaxValues; }
    Value *allocate(std::size_t count)
    {
        return isBlock(count) ? reinterpret_cast<Value *>(ChunkMemory::takeBlock())
                              : std::allocator<Value>().allocate(count);
    }
    void deallocate(Value *values, std::size_t count)
    {
        if (isBlock(count)) {
            ChunkMemory::giveBlock(reinterpret_cast<char *>(values));
        } else {
            std::allocator<Value>().deallocate(values, count);
        }
    }
    bool operator==(const BlockAllocator &) const = default;
};
