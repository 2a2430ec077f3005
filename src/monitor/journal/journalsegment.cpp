// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journalsegment.h"

#include "monitor/entry/entry.h"
#include "monitor/journal/filemap.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <functional>
#include <limits>
#include <string>

namespace {

constexpr std::uint32_t PlaceBits = 21;
constexpr std::uint32_t PlaceMask = (std::uint32_t(1) << PlaceBits) - 1;
static_assert(ChunkMemory::BlockSize <= std::size_t(PlaceMask) + 1);
constexpr std::uint32_t NoExtras = std::numeric_limits<std::uint32_t>::max();
/** One less than can be counted, so that no position is NoExtras. */
constexpr std::size_t MaxChunks = (std::size_t(1) << (32 - PlaceBits)) - 1;
/** An entry adds two at most: one for its payload, one for its extras. */
constexpr std::size_t ChunksOfEntry = 2;
constexpr std::size_t MaxKnownExtras = 256;
/** With more, many will come: their records get a block at once. */
constexpr std::size_t FewRecords = 1024;

/** Sizes of tags and info, in front of them. */
using ExtrasHeader = std::array<std::uint32_t, 2>;

char *appendBytes(char *to, std::string_view bytes)
{
    if (!bytes.empty()) { // the view of an empty string may be null
        std::memcpy(to, bytes.data(), bytes.size());
    }
    return to + bytes.size();
}

ExtrasHeader headerAt(const char *bytes)
{
    ExtrasHeader header;
    std::memcpy(&header, bytes, sizeof(header));
    return header;
}

/** A type that lies in the file as in memory, at a place that fits it. */
template <typename Value> const Value *mapped(const char *bytes)
{
    return reinterpret_cast<const Value *>(bytes);
}

template <typename Value> std::span<const char> bytesOf(const Value *values, std::size_t count)
{
    return {reinterpret_cast<const char *>(values), count * sizeof(Value)};
}

} // namespace

struct JournalSegment::MappedStream
{
    std::uint64_t position = 0; // in the text of all
    std::uint32_t channelSize = 0;
    std::uint32_t epochSize = 0;
    std::uint64_t watcherSize = 0; // as wide as the alignment asks for
};

JournalSegment::JournalSegment(std::uint64_t firstNumber, Limits limits, ChunkMemory &memory)
    : m_firstNumber(firstNumber)
    , m_limits(limits)
    , m_memory(&memory)
    , m_streams(std::in_place)
{
}

JournalSegment::JournalSegment(const JournalSegment &original, std::shared_ptr<const FileMap> image)
    : m_firstNumber(original.m_firstNumber)
    , m_limits(original.m_limits)
    , m_memory(nullptr)
    , m_size(original.m_size)
    , m_chunkBytes(0)
    , m_map(std::move(image))
{
    // In the order of image(); each part keeps the alignment of the next.
    const char *bytes = m_map->data();
    m_view = mapped<Record>(bytes);
    bytes += m_size * sizeof(Record);
    m_chunkStarts = mapped<std::uint64_t>(bytes);
    bytes += original.m_chunks.size() * sizeof(std::uint64_t);
    m_mappedStreams = mapped<MappedStream>(bytes);
    bytes += original.m_streams->size() * sizeof(MappedStream);
    m_streamText = bytes;
}

JournalSegment::~JournalSegment() = default;

std::size_t JournalSegment::byteCount(const Entry &entry)
{
    return entry.payload.size() + entry.tags.size() + entry.info.size();
}

bool JournalSegment::hasRoomFor(const Entry &entry) const
{
    if (m_records.empty()) {
        return true;
    }
    return m_records.size() < m_limits.entries && m_chunks.size() + ChunksOfEntry <= MaxChunks
        && m_chunkBytes + m_streams->memoryBytes() + byteCount(entry) <= m_limits.bytes;
}

void JournalSegment::append(const Entry &entry)
{
    Record record = recordOf(entry);
    if (!entry.payload.empty()) {
        const Allocation allocation = allocate(entry.payload.size());
        record.position = allocation.position;
        appendBytes(allocation.bytes, entry.payload);
    }
    add(record);
}

void JournalSegment::appendSubstitute(const Entry &note)
{
    m_substitutes.push_back(m_size);
    append(note);
}

bool JournalSegment::isSubstitute(std::size_t index) const
{
    return std::binary_search(m_substitutes.begin(), m_substitutes.end(), index);
}

void JournalSegment::appendExternal(const Entry &entry, const ExternalChunk &external)
{
    if (entry.payload.empty()) {
        append(entry);
        return;
    }
    Record record = recordOf(entry);
    const std::size_t index = addExternalChunk(entry, external);
    const auto place = static_cast<std::size_t>(entry.payload.data() - external.chunk.get());
    assert(place <= PlaceMask);
    m_chunks[index].used = place + entry.payload.size();
    m_chunkBytes += entry.payload.size();
    record.position = static_cast<std::uint32_t>((index << PlaceBits) + place);
    add(record);
}

JournalSegment::Record JournalSegment::recordOf(const Entry &entry)
{
    assert(byteCount(entry) <= LargestEntry);
    Record record;
    record.monotonic = entry.monotonic.count();
    record.wall = entry.wall.count();
    record.offset = entry.offset;
    record.stream = m_streams->intern(entry.channel, entry.epoch, entry.watcher);
    record.payloadSize = static_cast<std::uint32_t>(entry.payload.size());
    record.extras = extrasPosition(entry.tags, entry.info);
    record.code = entry.packedCode;
    record.kind = entry.kind;
    record.state = entry.packedState;
    record.flags = entry.flags;
    return record;
}

void JournalSegment::add(const Record &record)
{
    if (m_records.size() == FewRecords) {
        m_records.reserve(
            std::min<std::size_t>(m_limits.entries, BlockAllocator<Record>::MaxValues));
    }
    m_records.push_back(record);
    m_view = m_records.data();
    m_size = m_records.size();
}

void JournalSegment::seal()
{
    if (!m_chunks.empty() && m_fillSize > 0) {
        const Chunk &fill = m_chunks[m_fillChunk];
        m_memory->giveBack(fill.bytes.get() + fill.used, m_fillSize - fill.used);
        m_fillSize = 0;
    }
    if (!BlockAllocator<Record>::isBlock(m_records.size())) {
        m_records.shrink_to_fit();
    }
    m_view = m_records.data();
    m_chunks.shrink_to_fit();
    m_knownExtras = {};
    m_streams->seal();
}

void JournalSegment::withdraw()
{
    if (!m_chunks.empty() && m_fillSize > 0) {
        m_memory->giveBack(m_chunks[m_fillChunk].bytes.get(), m_fillSize);
        m_fillSize = 0;
    }
}

Entry JournalSegment::at(std::size_t index) const
{
    const Record &record = m_view[index];
    Entry entry;
    entry.number = m_firstNumber + index;
    entry.kind = record.kind;
    entry.packedState = record.state;
    entry.flags = record.flags;
    entry.monotonic = std::chrono::nanoseconds(record.monotonic);
    entry.wall = std::chrono::microseconds(record.wall);
    entry.offset = record.offset;
    entry.packedCode = record.code;
    readStream(record.stream, entry);
    if (record.payloadSize > 0) {
        entry.payload = {bytesAt(record.position), record.payloadSize};
    }
    if (record.extras != NoExtras) {
        readExtras(record.extras, entry);
    }
    return entry;
}

std::size_t JournalSegment::memoryBytes() const
{
    // Behind each pointer to a chunk stands the counter that keeps it.
    constexpr std::size_t CounterBytes = 32;
    return sizeof(*this) + m_records.size() * sizeof(Record)
        + m_chunks.size() * (sizeof(Chunk) + CounterBytes) + m_chunkBytes
        + m_knownExtras.size() * sizeof(KnownExtras) + (m_streams ? m_streams->memoryBytes() : 0);
}

void JournalSegment::forgetPages() const
{
    if (m_map) {
        m_map->forgetPages();
    }
}

JournalSegment::Image JournalSegment::image() const
{
    std::vector<std::uint64_t> starts;
    std::vector<MappedStream> streams;
    std::string text;
    for (std::uint32_t i = 0; i < m_streams->size(); ++i) {
        const std::string_view channel = m_streams->channel(i);
        const std::string_view epoch = m_streams->epoch(i);
        const std::string_view watcher = m_streams->watcher(i);
        streams.push_back({text.size(), static_cast<std::uint32_t>(channel.size()),
                           static_cast<std::uint32_t>(epoch.size()), watcher.size()});
        text.append(channel).append(epoch).append(watcher);
    }
    std::uint64_t position = m_size * sizeof(Record) + m_chunks.size() * sizeof(std::uint64_t)
        + streams.size() * sizeof(MappedStream) + text.size();
    for (const Chunk &chunk : m_chunks) {
        starts.push_back(position - chunk.begin); // places count from the start of the chunk
        position += chunk.used - chunk.begin;
    }
    Image image;
    for (const auto part : {bytesOf(starts.data(), starts.size()),
                            bytesOf(streams.data(), streams.size()), std::span<const char>(text)}) {
        image.tables.insert(image.tables.end(), part.begin(), part.end());
    }
    image.size = position;
    image.parts = {bytesOf(m_view, m_size), image.tables};
    for (const Chunk &chunk : m_chunks) {
        image.parts.emplace_back(chunk.bytes.get() + chunk.begin, chunk.used - chunk.begin);
    }
    return image;
}

JournalSegment::Allocation JournalSegment::allocate(std::size_t size)
{
    if (size > m_memory->largestShare()) {
        m_chunkBytes += size;
        return addChunk(ChunkMemory::takeAlone(size), size);
    }
    if (m_fillSize == 0 || m_chunks[m_fillChunk].used + size > m_fillSize) {
        openFillChunk(size);
    }
    Chunk &fill = m_chunks[m_fillChunk];
    const Allocation allocation{fill.bytes.get() + fill.used,
                                static_cast<std::uint32_t>((m_fillChunk << PlaceBits) + fill.used)};
    fill.used += size;
    m_chunkBytes += size;
    return allocation;
}

/** What is lost at the end of a block is counted: else the limit would not hold. */
void JournalSegment::openFillChunk(std::size_t least)
{
    if (m_fillSize > 0) {
        m_chunkBytes += m_fillSize - m_chunks[m_fillChunk].used;
    }
    ChunkMemory::Allocation rest = m_memory->takeRest(least);
    m_chunkBytes += rest.lost;
    m_fillSize = rest.size;
    m_fillChunk = m_chunks.size();
    addChunk(std::move(rest.chunk), 0);
}

JournalSegment::Allocation JournalSegment::addChunk(ChunkMemory::Chunk bytes, std::size_t used)
{
    m_chunks.push_back({std::move(bytes), 0, used});
    return {m_chunks.back().bytes.get(),
            static_cast<std::uint32_t>((m_chunks.size() - 1) << PlaceBits)};
}

/** One that is shared comes with many entries in a row. */
std::size_t JournalSegment::addExternalChunk(const Entry &entry, const ExternalChunk &external)
{
    if (m_lastExternal && m_chunks[*m_lastExternal].bytes == external.chunk) {
        return *m_lastExternal;
    }
    const auto place = static_cast<std::size_t>(entry.payload.data() - external.chunk.get());
    if (place == 0) { // for the first entry in the chunk only
        m_chunkBytes += external.lost;
    }
    m_chunks.push_back({external.chunk, place, place});
    if (entry.payload.size() <= ChunkMemory::BlockSize / 8) {
        m_lastExternal = m_chunks.size() - 1;
    }
    return m_chunks.size() - 1;
}

/** Where these tags and info stand; equal ones of late stand there once. */
std::uint32_t JournalSegment::extrasPosition(std::string_view tags, std::string_view info)
{
    if (tags.empty() && info.empty()) {
        return NoExtras;
    }
    const std::hash<std::string_view> hashOf;
    const std::size_t hash = hashOf(tags) * 31 + hashOf(info);
    if (m_knownExtras.empty()) {
        m_knownExtras.resize(MaxKnownExtras, {0, NoExtras});
    }
    KnownExtras &known = m_knownExtras[hash % MaxKnownExtras];
    if (known.position != NoExtras && known.hash == hash) {
        Entry entry;
        readExtras(known.position, entry);
        if (entry.tags == tags && entry.info == info) {
            return known.position;
        }
    }
    const ExtrasHeader header{static_cast<std::uint32_t>(tags.size()),
                              static_cast<std::uint32_t>(info.size())};
    const Allocation allocation = allocate(sizeof(header) + tags.size() + info.size());
    std::memcpy(allocation.bytes, &header, sizeof(header));
    appendBytes(appendBytes(allocation.bytes + sizeof(header), tags), info);
    known = {hash, allocation.position};
    return allocation.position;
}

const char *JournalSegment::bytesAt(std::uint32_t position) const
{
    const std::size_t chunk = position >> PlaceBits;
    const std::size_t place = position & PlaceMask;
    return m_map ? m_map->data() + (m_chunkStarts[chunk] + place)
                 : m_chunks[chunk].bytes.get() + place;
}

void JournalSegment::readExtras(std::uint32_t position, Entry &entry) const
{
    const char *bytes = bytesAt(position);
    const ExtrasHeader header = headerAt(bytes);
    entry.tags = {bytes + sizeof(header), header[0]};
    entry.info = {bytes + sizeof(header) + header[0], header[1]};
}

void JournalSegment::readStream(std::uint32_t stream, Entry &entry) const
{
    if (m_streams) {
        entry.channel = m_streams->channel(stream);
        entry.epoch = m_streams->epoch(stream);
        entry.watcher = m_streams->watcher(stream);
        return;
    }
    const MappedStream &found = m_mappedStreams[stream];
    const char *text = m_streamText + found.position;
    entry.channel = {text, found.channelSize};
    entry.epoch = {text + found.channelSize, found.epochSize};
    entry.watcher = {text + found.channelSize + found.epochSize, found.watcherSize};
}
