// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"
#include "monitor/entry/streamtable.h"
#include "monitor/journal/chunkmemory.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

class FileMap;
struct Entry;

/**
 * A run of consecutive entries of the journal: fixed-size records beside chunks with their bytes.
 * The journal appends while it is the last one; once sealed it is immutable and may be read from
 * any thread. Bytes never move, so views into them live as long as the segment. What lies in
 * memory can be written to a file and read over a map of that.
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

    /** A chunk whose bytes another owner wrote. */
    struct ExternalChunk
    {
        ChunkMemory::Chunk chunk;
        std::size_t lost = 0; ///< unused bytes that it costs besides
    };

    /** How a sealed segment lies in a file: the parts one behind the other. They are views into
     * this and into the segment. */
    struct Image
    {
        std::vector<char> tables;
        std::vector<std::span<const char>> parts;
        std::size_t size = 0;
    };

    /** Takes its chunks from the memory while it is the last one. */
    JournalSegment(std::uint64_t firstNumber, Limits limits, ChunkMemory &memory);
    /** What `original` holds, read from its image. */
    JournalSegment(const JournalSegment &original, std::shared_ptr<const FileMap> image);
    ~JournalSegment();
    JournalSegment(const JournalSegment &) = delete;
    JournalSegment &operator=(const JournalSegment &) = delete;

    /** Whether the entry fits; an empty segment takes any. */
    bool hasRoomFor(const Entry &entry) const;
    void append(const Entry &entry);
    /**
     * As append(), but keeps the chunk with the payload instead of a copy. What lies behind that
     * is not ours to read: its writer may still be writing there.
     */
    void appendExternal(const Entry &entry, const ExternalChunk &external);
    /** As append(), of a note in place of an entry that is missing or can't be read. */
    void appendSubstitute(const Entry &note);
    bool isSubstitute(std::size_t index) const;
    /** Gives spare memory back; nothing may be appended afterwards. */
    void seal();
    /** Gives all chunks back. For a segment that is not sealed and that no snapshot holds. */
    void withdraw();

    std::uint64_t firstNumber() const { return m_firstNumber; }
    std::size_t size() const { return m_size; }
    Entry at(std::size_t index) const;
    /** What it takes, but for the room for more. */
    std::size_t memoryBytes() const;
    /** Payloads and all else beside the records. */
    std::size_t chunkBytes() const { return m_chunkBytes; }

    bool isMapped() const { return m_map != nullptr; }
    /** What was read from the file so far need not stay in memory. */
    void forgetPages() const;
    Image image() const;

    /** Payload, tags and info of an entry, the bytes a segment has to keep. */
    static std::size_t byteCount(const Entry &entry);

private:
    struct Record
    {
        std::int64_t monotonic = 0;
        std::int64_t wall = 0;
        std::uint64_t offset = 0;
        std::uint32_t stream = 0;
        std::uint32_t position = 0; ///< chunk in the upper, place in it in the lower bits
        std::uint32_t payloadSize = 0;
        std::uint32_t extras = 0; ///< position of tags and info, behind their sizes
        std::uint32_t code = 0;
        EntryKind kind = EntryKind::Publication;
        std::uint8_t state = 0;
        std::uint8_t flags = 0;
    };
    static_assert(sizeof(Record) == 48);

    struct Chunk
    {
        ChunkMemory::Chunk bytes;
        std::size_t begin = 0; ///< of what is ours
        std::size_t used = 0; ///< its end
    };
    struct Allocation
    {
        char *bytes = nullptr;
        std::uint32_t position = 0;
    };
    /** Extras that came lately, to be found again: most clients say the same each time. */
    struct KnownExtras
    {
        std::size_t hash = 0;
        std::uint32_t position = 0;
    };
    struct MappedStream;

    Record recordOf(const Entry &entry);
    void add(const Record &record);
    Allocation allocate(std::size_t size);
    Allocation addChunk(ChunkMemory::Chunk bytes, std::size_t used);
    std::size_t addExternalChunk(const Entry &entry, const ExternalChunk &external);
    void openFillChunk(std::size_t least);
    std::uint32_t extrasPosition(std::string_view tags, std::string_view info);
    const char *bytesAt(std::uint32_t position) const;
    void readExtras(std::uint32_t position, Entry &entry) const;
    void readStream(std::uint32_t stream, Entry &entry) const;

    const std::uint64_t m_firstNumber;
    const Limits m_limits;
    ChunkMemory *const m_memory; // not used once sealed: it may be gone
    std::size_t m_size = 0;
    const Record *m_view = nullptr; // m_records or the map
    std::size_t m_chunkBytes = 0; // of all chunks, with what is lost at their ends

    // In memory.
    std::optional<StreamTable> m_streams;
    std::vector<Record, BlockAllocator<Record>> m_records;
    std::vector<Chunk> m_chunks;
    std::vector<KnownExtras> m_knownExtras; // while it is the last one
    std::size_t m_fillChunk = 0; // the one that small entries share
    std::size_t m_fillSize = 0;
    std::optional<std::size_t> m_lastExternal; // the last chunk of somebody else that entries share
    std::vector<std::size_t> m_substitutes; // ascending indexes

    // In a file.
    std::shared_ptr<const FileMap> m_map;
    const std::uint64_t *m_chunkStarts = nullptr;
    const MappedStream *m_mappedStreams = nullptr;
    const char *m_streamText = nullptr;
};
