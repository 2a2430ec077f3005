// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>

/**
 * Memory for the bytes of a journal, in blocks of the size of a huge page where the system has
 * such: a page fault for each 4 KB costs more than all else of a large message. A taker gets the
 * rest of a block and gives back what it did not need, so that runs of entries follow each other
 * without a hole. A block lives as long as one of its chunks; the process keeps some for the next
 * ones, as memory that is new to it has to be cleared first. One thread takes; chunks may be let go
 * in any.
 */
class ChunkMemory
{
public:
    using Chunk = std::shared_ptr<char[]>;
    struct Allocation
    {
        Chunk chunk;
        std::size_t size = 0;
        std::size_t lost = 0; ///< the end of the block before, which was too small
    };

    static constexpr std::size_t BlockSize = std::size_t(2) * 1024 * 1024;

    enum class Source {
        Heap, ///< blocks of 64 KB, where there will not be many
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
    /** What is larger is better off alone than at the cost of the rest of a block. */
    std::size_t largestShare() const { return m_blockSize / 8; }
    /** The rest of the open block, or a new one where `least`, at most a block, does not fit. */
    Allocation takeRest(std::size_t least);
    /** Takes back the end of what was taken last: everything from `from` on. */
    void giveBack(const char *from, std::size_t size);
    /** Lets go of the open block; what was taken stays. */
    void clear();

    static Chunk takeAlone(std::size_t size) { return Chunk(new char[size]); }

    /** A block of the common size as it is, without meaning; for any thread. */
    static char *takeBlock();
    static void giveBlock(char *block);

private:
    const std::size_t m_blockSize;
    Chunk m_block;
    std::size_t m_used = 0; // of m_block
};

/** For a std::vector that grows to the size of a block, about: all else comes from the heap. */
template <typename Value> struct BlockAllocator
{
    using value_type = Value;

    static constexpr std::size_t MostValues = ChunkMemory::BlockSize / sizeof(Value);
    /** What is smaller would waste the rest of the block. */
    static constexpr std::size_t LeastValues = MostValues - MostValues / 16;

    static bool isBlock(std::size_t count) { return count >= LeastValues && count <= MostValues; }
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
