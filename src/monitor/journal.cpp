// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal.h"

#include "monitor/arrivalbatch.h"
#include "monitor/journalsegment.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <iterator>
#include <vector>

namespace {

/** A segment is at most an eighth of the whole, so that a trim takes little at once. */
JournalLimits sensible(JournalLimits limits)
{
    limits.entries = std::max<std::size_t>(limits.entries, 1);
    limits.bytes = std::max<std::size_t>(limits.bytes, 1);
    limits.segmentEntries =
        std::max<std::size_t>(std::min(limits.segmentEntries, limits.entries / 8), 1);
    limits.segmentBytes = std::max<std::size_t>(std::min(limits.segmentBytes, limits.bytes / 8), 1);
    return limits;
}

/** The rest of a block must not be a part of the whole that counts. */
ChunkMemory::Source sourceFor(const JournalLimits &limits)
{
    return limits.segmentBytes >= 2 * ChunkMemory::BlockSize ? ChunkMemory::Source::Blocks
                                                             : ChunkMemory::Source::Heap;
}

/** The first segment all of whose entries come after `number`. */
template <typename Segments> auto segmentBehind(const Segments &segments, std::uint64_t number)
{
    return std::ranges::upper_bound(segments, number, {},
                                    [](const auto &segment) { return segment->firstNumber(); });
}

/** What stands for an entry that alone is larger than all we may keep. */
Arrival noteOfLoss(const Entry &entry)
{
    Arrival note;
    note.kind = EntryKind::Loss;
    note.monotonic = entry.monotonic;
    note.wall = entry.wall;
    note.channel = entry.channel;
    note.epoch = entry.epoch;
    note.offset = entry.offset;
    note.code = 1;
    note.payload = "A message of " + std::to_string(JournalSegment::byteCount(entry))
        + " bytes is larger than the journal.";
    return note;
}

class SealedSegments final : public SealedEntries
{
public:
    explicit SealedSegments(std::vector<std::shared_ptr<const JournalSegment>> segments)
        : m_segments(std::move(segments))
    {
    }

    std::uint64_t firstNumber() const override
    {
        return m_segments.empty() ? 1 : m_segments.front()->firstNumber();
    }
    std::uint64_t endNumber() const override
    {
        return m_segments.empty() ? 1
                                  : m_segments.back()->firstNumber() + m_segments.back()->size();
    }
    std::shared_ptr<const JournalSegment> runWith(std::uint64_t number) const override
    {
        return *std::prev(segmentBehind(m_segments, number));
    }

private:
    const std::vector<std::shared_ptr<const JournalSegment>> m_segments;
};

} // namespace

struct Journal::Private
{
    explicit Private(JournalLimits wanted)
        : limits(sensible(wanted))
        , memory(sourceFor(limits))
    {
    }

    std::size_t append(const Entry &entry, const JournalSegment::Written *written);
    void appendOne(const Entry &entry, const JournalSegment::Written *written);
    void startSegment();
    void sealOpen();
    std::size_t trim();
    std::size_t size() const { return counters.appended - counters.trimmed; }
    std::size_t memoryBytes() const;

    const JournalLimits limits;
    ChunkMemory memory;
    JournalCounters counters;
    std::deque<std::shared_ptr<JournalSegment>> segments; // all but the open one are sealed
    bool isOpen = false; // the last one
    std::size_t sealedBytes = 0;
};

/** Says how many entries it trimmed for it. */
std::size_t Journal::Private::append(const Entry &entry, const JournalSegment::Written *written)
{
    if (JournalSegment::byteCount(entry) > std::min(limits.bytes, JournalSegment::LargestEntry)) {
        const Arrival note = noteOfLoss(entry);
        appendOne(entryOf(note), nullptr);
    } else {
        appendOne(entry, written);
    }
    return trim();
}

void Journal::Private::appendOne(const Entry &entry, const JournalSegment::Written *written)
{
    if (!isOpen || !segments.back()->hasRoomFor(entry)) {
        startSegment();
    }
    if (written == nullptr) {
        segments.back()->append(entry);
    } else {
        segments.back()->adopt(entry, *written);
    }
    ++counters.appended;
    if (entry.kind == EntryKind::Publication && (entry.flags & Fetched) == 0) {
        ++counters.publications;
        counters.publicationBytes += entry.payload.size();
    }
}

void Journal::Private::startSegment()
{
    sealOpen();
    segments.push_back(std::make_shared<JournalSegment>(
        counters.appended + 1, JournalSegment::Limits{limits.segmentEntries, limits.segmentBytes},
        memory));
    isOpen = true;
}

void Journal::Private::sealOpen()
{
    if (isOpen) {
        segments.back()->seal();
        sealedBytes += segments.back()->memoryBytes();
        isOpen = false;
    }
}

std::size_t Journal::Private::trim()
{
    std::size_t count = 0;
    while (segments.size() > 1 && (size() > limits.entries || memoryBytes() > limits.bytes)) {
        const std::size_t oldest = segments.front()->size();
        sealedBytes -= segments.front()->memoryBytes();
        segments.pop_front();
        counters.trimmed += oldest;
        count += oldest;
    }
    return count;
}

std::size_t Journal::Private::memoryBytes() const
{
    return memory.unusedBytes() + sealedBytes + (isOpen ? segments.back()->memoryBytes() : 0);
}

Journal::Journal(JournalLimits limits)
    : d(std::make_unique<Private>(limits))
{
}

Journal::~Journal() = default;

std::size_t Journal::append(std::span<const Arrival> batch)
{
    std::size_t trimmed = 0;
    for (const Arrival &arrival : batch) {
        trimmed += d->append(entryOf(arrival), nullptr);
    }
    return trimmed;
}

std::size_t Journal::adopt(const ArrivalBatch &batch)
{
    // The chunks of a batch are pieces of blocks, too large for what does not use blocks itself.
    const bool isAdopting = d->memory.source() == ChunkMemory::Source::Blocks;
    std::size_t trimmed = 0;
    auto piece = batch.pieces.begin();
    for (std::size_t i = 0; i < batch.entries.size(); ++i) {
        while (piece != batch.pieces.end() && piece->endEntry <= i) {
            ++piece;
        }
        const bool isWritten = isAdopting && piece != batch.pieces.end();
        trimmed += d->append(batch.entries[i], isWritten ? &piece->written : nullptr);
    }
    return trimmed;
}

void Journal::clear()
{
    d->segments.clear();
    d->isOpen = false;
    d->memory.clear();
    d->sealedBytes = 0;
    d->counters = {};
}

std::size_t Journal::size() const
{
    return d->size();
}

std::uint64_t Journal::firstNumber() const
{
    return d->counters.trimmed + 1;
}

Entry Journal::at(std::size_t index) const
{
    assert(index < size());
    const std::uint64_t number = firstNumber() + index;
    if (number >= d->segments.back()->firstNumber()) { // the newest are asked for most
        return d->segments.back()->at(number - d->segments.back()->firstNumber());
    }
    const JournalSegment &segment = **std::prev(segmentBehind(d->segments, number));
    return segment.at(number - segment.firstNumber());
}

const JournalCounters &Journal::counters() const
{
    return d->counters;
}

std::size_t Journal::memoryBytes() const
{
    return d->memoryBytes();
}

std::shared_ptr<const SealedEntries> Journal::sealed()
{
    d->sealOpen();
    return std::make_shared<SealedSegments>(
        std::vector<std::shared_ptr<const JournalSegment>>(d->segments.begin(), d->segments.end()));
}
