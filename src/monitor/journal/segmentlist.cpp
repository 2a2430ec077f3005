// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/segmentlist.h"

#include "monitor/entry/entry.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace {

/** What has less than this part of a segment is put together with its neighbour. */
constexpr std::size_t SmallPart = 8;
/** For segments put together: little is lost at the end of such a block. */
constexpr std::size_t CompactBlock = std::size_t(16) * 1024;
/** What is larger is freed in the other thread. */
constexpr std::size_t LargeBytes = std::size_t(1) << 20;

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
std::size_t blockSizeFor(const JournalLimits &limits)
{
    constexpr std::size_t Smallest = 256;
    return std::clamp(limits.segmentBytes / 4, Smallest, ChunkMemory::BlockSize);
}

/** Begins before memory is full, so that there is time to write. */
std::size_t spillMark(const JournalLimits &limits)
{
    return limits.bytes - limits.bytes / 4;
}

/** From here on what comes had better wait. */
std::size_t fullMark(const JournalLimits &limits)
{
    return limits.bytes + limits.bytes / 4;
}

/** A producer that can't wait must not take all of the memory. */
std::size_t lastMark(const JournalLimits &limits)
{
    return limits.bytes + limits.bytes;
}

class SealedSegments final : public EntrySnapshot
{
public:
    explicit SealedSegments(std::vector<std::shared_ptr<const SegmentSlot>> slots)
        : m_slots(std::move(slots))
        , m_endNumber(m_slots.empty() ? 1 : m_slots.back()->endNumber())
    {
    }

    std::uint64_t firstNumber() const override
    {
        return m_slots.empty() ? 1 : m_slots.front()->firstNumber();
    }
    std::uint64_t endNumber() const override { return m_endNumber; }
    std::shared_ptr<const JournalSegment> segmentContaining(std::uint64_t number) const override
    {
        const auto behind = std::ranges::upper_bound(
            m_slots, number, {}, [](const auto &slot) { return slot->firstNumber(); });
        return (*std::prev(behind))->read();
    }

private:
    const std::vector<std::shared_ptr<const SegmentSlot>> m_slots;
    const std::uint64_t m_endNumber;
};

} // namespace

SegmentList::SegmentList(JournalLimits limits, JournalSpill spill)
    : m_limits(sensible(limits))
    , m_spill(std::move(spill))
    , m_memory(blockSizeFor(m_limits))
    , m_health(m_spill)
    , m_writer(m_spill)
{
}

void SegmentList::append(const Entry &entry, std::uint64_t number,
                         const JournalSegment::ExternalChunk *external)
{
    if (m_open != nullptr && !m_open->hasRoomFor(entry)) {
        m_open->seal();
        addSealed(std::exchange(m_open, nullptr));
    }
    if (m_open == nullptr) {
        m_open = std::make_shared<JournalSegment>(
            number, JournalSegment::Limits{m_limits.segmentEntries, m_limits.segmentBytes},
            m_memory);
    }
    if (external == nullptr) {
        m_open->append(entry);
    } else {
        m_open->appendExternal(entry, *external);
    }
    ++m_size;
}

SegmentList::Trimmed SegmentList::makeRoom()
{
    m_trimmed = {};
    collectFinishedWrites();
    while (m_size > m_limits.entries && canTrim()) {
        trimOldest(TrimLimit::Entries);
    }
    spillOldest();
    while (m_diskBytes + m_pendingBytes > m_health.diskLimit() && canTrim()) {
        trimOldest(TrimLimit::Disk);
    }
    keepMemoryLimit();
    return m_trimmed;
}

void SegmentList::keepMemoryLimit()
{
    m_isFull = false;
    while (memoryBytes() > m_limits.bytes && canTrim()) {
        if (openBytes() >= m_limits.bytes) {
            return; // one large entry; to lose all others would not help
        }
        const bool canWait = isWorthWaiting();
        if (canWait && memoryBytes() <= fullMark(m_limits)) {
            return;
        }
        if (isWriting()) {
            m_health.onMemoryFull();
        }
        if (canWait) {
            m_isFull = true;
            return;
        }
        trimOldest(TrimLimit::Memory);
    }
}

/** What lies in front is in files, or soon: to let it go costs much, and frees little memory. */
bool SegmentList::isWorthWaiting() const
{
    return (isWriting() || m_places.front().state == Place::State::File)
        && memoryBytes() <= lastMark(m_limits) && m_health.isWorthWaiting(isWriting());
}

void SegmentList::clear()
{
    SpillWriter::Waste waste;
    const bool isLarge = memoryBytes() > LargeBytes || m_diskBytes > 0;
    for (Place &place : m_places) {
        waste.push_back(std::move(place.slot));
    }
    waste.push_back(std::move(m_open));
    m_places.clear();
    m_open.reset();
    m_memory.clear();
    m_writer.cancel();
    if (isLarge) {
        m_writer.dispose(std::move(waste));
    }
    m_size = 0;
    m_sealedBytes = 0;
    m_pendingBytes = 0;
    m_diskBytes = 0;
    m_isFull = false;
    m_health = SpillHealth(m_spill); // what was wrong may be over
}

Entry SegmentList::at(std::uint64_t number) const
{
    const auto read = [number](const JournalSegment &segment) {
        return segment.at(number - segment.firstNumber());
    };
    if (m_open != nullptr && number >= m_open->firstNumber()) { // the newest are asked for most
        return read(*m_open);
    }
    const auto behind = std::ranges::upper_bound(
        m_places, number, {}, [](const Place &place) { return place.slot->firstNumber(); });
    return read(std::prev(behind)->slot->segment());
}

std::size_t SegmentList::memoryBytes() const
{
    return m_sealedBytes + openBytes();
}

std::shared_ptr<const EntrySnapshot> SegmentList::snapshot()
{
    seal();
    std::vector<std::shared_ptr<const SegmentSlot>> slots;
    slots.reserve(m_places.size());
    for (const Place &place : m_places) {
        slots.push_back(place.slot);
    }
    return std::make_shared<SealedSegments>(std::move(slots));
}

/** This may be asked for at each key press: what is small must not pile up. */
void SegmentList::seal()
{
    if (m_open == nullptr) {
        return;
    }
    if (isSmall(*m_open)) {
        addSealed(compact());
        return;
    }
    m_open->seal();
    addSealed(std::exchange(m_open, nullptr));
}

/** The open segment and a small one before it as one, in memory of its own size. */
std::shared_ptr<const JournalSegment> SegmentList::compact()
{
    const std::shared_ptr<JournalSegment> open = std::exchange(m_open, nullptr);
    std::vector<std::shared_ptr<const JournalSegment>> parts;
    if (!m_places.empty() && m_places.back().state == Place::State::Memory
        && isSmall(m_places.back().slot->segment())) {
        parts.push_back(m_places.back().slot->shared());
        removeSealed(m_places.back());
        m_places.pop_back();
    }
    parts.push_back(open);
    constexpr std::size_t Unlimited = std::numeric_limits<std::size_t>::max();
    ChunkMemory memory(std::min(CompactBlock, m_memory.blockSize()));
    auto whole = std::make_shared<JournalSegment>(
        parts.front()->firstNumber(), JournalSegment::Limits{Unlimited, Unlimited}, memory);
    for (const auto &part : parts) {
        for (std::size_t i = 0; i < part->size(); ++i) {
            whole->append(part->at(i));
        }
    }
    whole->seal();
    open->withdraw();
    return whole;
}

bool SegmentList::isSmall(const JournalSegment &segment) const
{
    return segment.size() < m_limits.segmentEntries / SmallPart
        && segment.chunkBytes() < m_limits.segmentBytes / SmallPart;
}

void SegmentList::addSealed(std::shared_ptr<const JournalSegment> segment)
{
    Place place;
    place.memoryBytes = segment->memoryBytes();
    place.slot = std::make_shared<SegmentSlot>(std::move(segment));
    m_sealedBytes += place.memoryBytes;
    m_places.push_back(std::move(place));
}

void SegmentList::removeSealed(const Place &place)
{
    m_sealedBytes -= place.memoryBytes;
    m_diskBytes -= place.diskBytes;
    if (place.state == Place::State::Pending) {
        m_pendingBytes -= place.memoryBytes;
        m_writer.cancel(*place.slot);
    }
}

void SegmentList::trimOldest(TrimLimit limit)
{
    const Place place = std::move(m_places.front());
    m_places.pop_front();
    removeSealed(place);
    const std::size_t count = place.slot->segment().size();
    m_size -= count;
    m_trimmed.count += count;
    m_trimmed.limit = limit;
    if (place.state == Place::State::File) {
        m_writer.dispose({place.slot});
    }
}

void SegmentList::spillOldest()
{
    auto place = m_places.begin();
    while (memoryBytes() - m_pendingBytes > spillMark(m_limits) && !m_spill.folder.empty()
           && m_health.mayWrite(isWriting())) {
        place = std::find_if(place, m_places.end(),
                             [](const Place &each) { return each.state == Place::State::Memory; });
        if (place == m_places.end()) {
            return;
        }
        if (!isWriting()) {
            m_health.onWriteStarted();
        }
        place->state = Place::State::Pending;
        m_pendingBytes += place->memoryBytes;
        m_writer.write(place->slot);
    }
}

void SegmentList::collectFinishedWrites()
{
    if (!m_writer.hasFinishedWrites()) {
        return;
    }
    SpillWriter::Waste waste;
    for (SpillWriter::FinishedWrite &done : m_writer.takeFinishedWrites()) {
        if (Place *place = find(*done.slot)) {
            finishWrite(*place, std::move(done), waste);
        } else {
            waste.push_back(std::move(done.segment)); // let go in the meantime
        }
    }
    m_writer.dispose(std::move(waste));
}

void SegmentList::finishWrite(Place &place, SpillWriter::FinishedWrite done,
                              SpillWriter::Waste &waste)
{
    const bool wasPending = place.state == Place::State::Pending;
    if (wasPending) {
        m_pendingBytes -= place.memoryBytes;
        place.state = Place::State::Memory;
    }
    if (done.segment == nullptr) {
        if (wasPending) { // else it was begun before another one failed
            m_health.onWriteFailed(done.error, m_diskBytes);
            takeBackPending();
        }
        return;
    }
    m_sealedBytes -= place.memoryBytes;
    place.memoryBytes = done.segment->memoryBytes();
    m_sealedBytes += place.memoryBytes;
    place.diskBytes = done.diskBytes;
    m_diskBytes += place.diskBytes;
    place.state = Place::State::File;
    waste.push_back(place.slot->replace(std::move(done.segment)));
    m_health.onWriteSucceeded(memoryBytes() <= m_limits.bytes, m_diskBytes);
}

void SegmentList::takeBackPending()
{
    m_writer.cancel();
    m_pendingBytes = 0;
    for (Place &place : m_places) {
        if (place.state == Place::State::Pending) {
            place.state = Place::State::Memory;
        }
    }
}

SegmentList::Place *SegmentList::find(const SegmentSlot &slot)
{
    const auto found =
        std::ranges::lower_bound(m_places, slot.firstNumber(), {},
                                 [](const Place &place) { return place.slot->firstNumber(); });
    return found != m_places.end() && found->slot.get() == &slot ? &*found : nullptr;
}
