// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/chunkmemory.h"

#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {

constexpr std::align_val_t BlockAlignment{ChunkMemory::BlockSize};
/** From here on a chunk is better off alone than at the cost of the rest of a block. */
constexpr std::size_t LargestShare = ChunkMemory::BlockSize / 8;

struct DeleteBlock
{
    void operator()(char *block) const { ::operator delete(block, BlockAlignment); }
};

ChunkMemory::Chunk allocateBlock()
{
    ChunkMemory::Chunk block(
        static_cast<char *>(::operator new(ChunkMemory::BlockSize, BlockAlignment)), DeleteBlock());
#ifdef __linux__
    // Only advice: without huge pages it is memory like any other.
    static_cast<void>(::madvise(block.get(), ChunkMemory::BlockSize, MADV_HUGEPAGE));
#endif
    return block;
}

} // namespace

ChunkMemory::Chunk ChunkMemory::take(std::size_t size)
{
    if (m_source == Source::Heap || size > LargestShare) {
        return Chunk(new char[size]);
    }
    if (m_block == nullptr || m_used + size > BlockSize) {
        m_block = allocateBlock();
        m_used = 0;
    }
    Chunk chunk(m_block, m_block.get() + m_used);
    m_used += size;
    return chunk;
}
