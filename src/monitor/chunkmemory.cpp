// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/chunkmemory.h"

#include <array>
#include <cassert>
#include <mutex>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {

constexpr std::align_val_t BlockAlignment{ChunkMemory::BlockSize};

/** Two segments of a journal let go at once as many as this. */
constexpr std::size_t MostSpares = 8;

struct Spares
{
    std::mutex mutex; // guards all below
    std::array<char *, MostSpares> blocks{};
    std::size_t count = 0;
};

/** Never destroyed: other threads may let blocks go while the process ends. */
Spares &spares()
{
    static auto *const spares = new Spares;
    return *spares;
}

char *newBlock()
{
    auto *block = static_cast<char *>(::operator new(ChunkMemory::BlockSize, BlockAlignment));
#ifdef __linux__
    // Only advice: without huge pages it is memory like any other.
    static_cast<void>(::madvise(block, ChunkMemory::BlockSize, MADV_HUGEPAGE));
#endif
    return block;
}

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
        if (all.count < MostSpares) {
            all.blocks[all.count++] = block;
            return;
        }
    }
    ::operator delete(block, BlockAlignment);
}

ChunkMemory::Room ChunkMemory::takeRest(std::size_t least)
{
    assert(least <= m_blockSize);
    Room room;
    const std::size_t left = m_block == nullptr ? 0 : m_blockSize - m_used;
    if (left < least || left == 0) {
        room.lost = left;
        m_block = allocateBlock(m_blockSize);
        m_used = 0;
    }
    room.chunk = Chunk(m_block, m_block.get() + m_used);
    room.size = m_blockSize - m_used;
    m_used = m_blockSize;
    return room;
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
