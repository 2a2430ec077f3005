// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/chunkmemory.h"
#include "monitor/entry.h"
#include "monitor/streamtable.h"

#include <cstddef>
#include <cstdint>
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

    /** Takes its chunks from the memory while it is the last one. */
    JournalSegment(std::uint64_t firstNumber, Limits limits, ChunkMemory &memory);
    JournalSegment(const JournalSegment &) = delete;
    JournalSegment &operator=(const JournalSegment &) = delete;

    /** Whether the entry fits; an empty segment takes any. */
    bool hasRoomFor(const Arrival &arrival) const;
    void append(const Arrival &arrival);
    /** Gives spare memory back; nothing may be appended afterwards. */
    void seal();

    std::uint64_t firstNumber() const { return m_firstNumber; }
    std::size_t size() const { return m_records.size(); }
    Entry at(std::size_t index) const;
    std::size_t memoryBytes() const;

    /** Payload, tags and info of an arrival, the bytes a segment has to keep. */
    static std::size_t byteCount(const Arrival &arrival);

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
    Room allocate(std::size_t size);
    Room addChunk(std::size_t size);

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
};
