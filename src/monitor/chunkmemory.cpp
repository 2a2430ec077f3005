// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/chunkmemory.h"

#include <cassert>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {

constexpr std::align_val_t BlockAlignment{ChunkMemory::BlockSize};

struct DeleteBlock
{
    void operator()(char *block) const { ::operator delete(block, BlockAlignment); }
};

ChunkMemory::Chunk allocateBlock(std::size_t size)
{
    if (size != ChunkMemory::BlockSize) {
        return ChunkMemory::takeAlone(size);
    }
    ChunkMemory::Chunk block(static_cast<char *>(::operator new(size, BlockAlignment)),
                             DeleteBlock());
#ifdef __linux__
    // Only advice: without huge pages it is memory like any other.
    static_cast<void>(::madvise(block.get(), size, MADV_HUGEPAGE));
#endif
    return block;
}

} // namespace

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
