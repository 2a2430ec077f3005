// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/chunkmemory.h"

#include <array>
#include <cassert>
#include <cstdint>
#include <mutex>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {

/** As many as two segments of a journal release at once. */
constexpr std::size_t MaxSpares = 8;

struct Spares
{
    std::mutex mutex; // guards all below
    std::array<char *, MaxSpares> blocks{};
    std::size_t count = 0;
};

/** Never destroyed: other threads may let blocks go while the process ends. */
Spares &spares()
{
    static auto *const spares = new Spares;
    return *spares;
}

#ifdef __linux__
/** From the system itself: an allocator would use two pages besides to note where each is. */
char *newBlock()
{
    constexpr std::size_t Size = ChunkMemory::BlockSize;
    void *const mapping =
        ::mmap(nullptr, 2 * Size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED) {
        throw std::bad_alloc();
    }
    auto *const begin = static_cast<char *>(mapping);
    const std::size_t before = (Size - reinterpret_cast<std::uintptr_t>(begin) % Size) % Size;
    char *const block = begin + before;
    if (before > 0) {
        ::munmap(begin, before);
    }
    ::munmap(block + Size, Size - before);
    // Only advice: without huge pages it is memory like any other.
    static_cast<void>(::madvise(block, Size, MADV_HUGEPAGE));
    return block;
}

void deleteBlock(char *block)
{
    ::munmap(block, ChunkMemory::BlockSize);
}
#else
constexpr std::align_val_t BlockAlignment{ChunkMemory::BlockSize};

char *newBlock()
{
    return static_cast<char *>(::operator new(ChunkMemory::BlockSize, BlockAlignment));
}

void deleteBlock(char *block)
{
    ::operator delete(block, BlockAlignment);
}
#endif

ChunkMemory::Chunk allocateBlock(std::size_t size)
{
    if (size != ChunkMemory::BlockSize) {
        return ChunkMemory::takeAlone(size);
    }
    return {ChunkMemory::takeBlock(), &ChunkMemory::giveBlock};
}

} // namespace

char *ChunkMemory::takeBlock()
{
    {
        Spares &all = spares();
        const std::lock_guard lock(all.mutex);
        if (all.count > 0) {
            return all.blocks[--all.count];
        }
    }
    return newBlock();
}

void ChunkMemory::giveBlock(char *block)
{
    {
        Spares &all = spares();
        const std::lock_guard lock(all.mutex);
        if (all.count < MaxSpares) {
            all.blocks[all.count++] = block;
            return;
        }
    }
    deleteBlock(block);
}

ChunkMemory::Allocation ChunkMemory::takeRest(std::size_t least)
{
    assert(least <= m_blockSize);
    Allocation rest;
    const std::size_t left = m_block == nullptr ? 0 : m_blockSize - m_used;
    if (left < least || left == 0) {
        rest.lost = left;
        m_block = allocateBlock(m_blockSize);
        m_used = 0;
    }
    rest.chunk = Chunk(m_block, m_block.get() + m_used);
    rest.size = m_blockSize - m_used;
    m_used = m_blockSize;
    return rest;
}

void ChunkMemory::giveBack(const char *from, std::size_t size)
{
    if (m_block != nullptr && from + size == m_block.get() + m_blockSize) {
        m_used = m_blockSize - size;
    }
}

void ChunkMemory::clear()
{
    m_block.reset();
    m_used = 0;
}
