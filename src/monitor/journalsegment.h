// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/chunkmemory.h"
#include "monitor/entry.h"
#include "monitor/streamtable.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/**
 * A run of consecutive entries of the journal: fixed-size records beside chunks with their bytes.
 * The journal appends while it is the last one; once sealed it is immutable and may be read from
 * any thread. Bytes never move, so views into them live as long as the segment.
 */
class JournalSegment
{
public:
    /** More than this can't be addressed; the journal keeps a note instead of such an entry. */
    static constexpr std::size_t LargestEntry = 0x7FFF'0000;

    struct Limits
    {
        std::size_t entries = 0;
        std::size_t bytes = 0;
    };

    /** What entries share; below the place of an entry in its chunk. */
    static constexpr std::uint32_t PlaceBits = 16;
    static constexpr std::size_t ChunkSize = std::size_t(1) << PlaceBits;
    /** From here on an entry has a chunk of its own, so that at most an eighth is wasted. */
    static constexpr std::size_t OwnChunkSize = ChunkSize / 8;

    /** A chunk in which somebody else wrote the bytes of an entry. */
    struct Written
    {
        ChunkMemory::Chunk chunk;
        std::size_t newBytes = 0; ///< its size; 0 where that was counted before
    };

    /** Takes its chunks from the memory while it is the last one. */
    JournalSegment(std::uint64_t firstNumber, Limits limits, ChunkMemory &memory);
    JournalSegment(const JournalSegment &) = delete;
    JournalSegment &operator=(const JournalSegment &) = delete;

    /** Whether the entry fits; an empty segment takes any. */
    bool hasRoomFor(const Entry &entry) const;
    void append(const Entry &entry);
    /**
     * As append(), but keeps the chunk instead of a copy. In it payload, tags and info lie in this
     * order without a hole. What else is in the chunk is not ours to read: its writer may still be
     * writing there.
     */
    void adopt(const Entry &entry, const Written &written);
    /** Gives spare memory back; nothing may be appended afterwards. */
    void seal();

    std::uint64_t firstNumber() const { return m_firstNumber; }
    std::size_t size() const { return m_records.size(); }
    Entry at(std::size_t index) const;
    std::size_t memoryBytes() const;

    /** Payload, tags and info of an entry, the bytes a segment has to keep. */
    static std::size_t byteCount(const Entry &entry);

private:
    /** What the one 64 bit number of a record is. Hardly an entry has an offset and a code. */
    enum class Number : std::uint8_t {
        Offset,
        Code,
        Both ///< the offset; the code follows the info among the bytes
    };
    struct Record
    {
        std::int64_t monotonic = 0;
        std::int64_t wall = 0;
        std::uint64_t number = 0;
        std::uint32_t stream = 0;
        std::uint32_t position = 0; ///< chunk in the upper, place in it in the lower 16 bits
        std::uint32_t payloadSize = 0;
        std::uint32_t tagsSize = 0;
        std::uint32_t infoSize = 0;
        EntryKind kind = EntryKind::Publication;
        std::uint8_t state = 0;
        std::uint8_t flags = 0;
        Number numberIs = Number::Offset;
    };
    static_assert(sizeof(Record) == 48);

    struct Room
    {
        char *bytes = nullptr;
        std::uint32_t position = 0;
    };
    Record recordOf(const Entry &entry);
    Room allocate(std::size_t size);
    Room addChunk(std::size_t size);
    std::uint32_t adoptChunk(const Written &written, bool isShared);

    const std::uint64_t m_firstNumber;
    const Limits m_limits;
    ChunkMemory &m_memory; // not used once sealed: it may be gone
    StreamTable m_streams;
    std::vector<Record> m_records;
    std::vector<ChunkMemory::Chunk> m_chunks;
    std::size_t m_chunkBytes = 0; // of all chunks
    std::size_t m_fillChunk = 0; // the one that small entries share
    std::size_t m_fillUsed = 0;
    std::size_t m_fillSize = 0;
    std::optional<std::size_t> m_adopted; // the last chunk of somebody else that entries share
};
