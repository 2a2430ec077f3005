// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journal.h"

#include "monitor/journal/arrivalbatch.h"
#include "monitor/journal/journalsegment.h"
#include "monitor/journal/segmentlist.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>
#include <vector>

namespace {

/** What stands for an entry that alone is larger than all we may keep. */
Arrival lossInPlaceOf(const Entry &entry)
{
    Arrival note;
    note.kind = EntryKind::Loss;
    note.monotonic = entry.monotonic;
    note.wall = entry.wall;
    note.channel = entry.channel;
    note.epoch = entry.epoch;
    note.watcher = entry.watcher;
    note.offset = entry.offset;
    note.setCount(1);
    note.payload = "A message of " + std::to_string(JournalSegment::byteCount(entry))
        + " bytes is larger than the journal.";
    return note;
}

} // namespace

struct Journal::Private
{
    using ExternalChunk = JournalSegment::ExternalChunk;

    Private(JournalLimits limits, JournalSpill spill)
        : hasDisk(!spill.folder.empty())
        , segments(limits, std::move(spill))
    {
    }

    void begin();
    void clear();
    bool isTooLarge(const Entry &entry) const;
    void append(const Entry &entry, const ExternalChunk *external);
    void appendOne(const Entry &entry, const ExternalChunk *external);
    void noteWatcher(std::string_view name);
    void makeRoom();
    std::size_t end();

    const bool hasDisk;
    SegmentList segments;
    JournalCounters counters;
    std::vector<std::string> watchers;
    std::size_t watcher = 0; // of the newest entry; neighbours mostly share it
    // Of the present batch.
    std::uint64_t trimmedBefore = 0;
    std::chrono::nanoseconds monotonic{0}; // of the last entry
    std::chrono::microseconds wall{0};
    // Let go, but not said in the log yet, and why.
    std::size_t unmarked = 0;
    TrimLimit limit = TrimLimit::Entries;
};

void Journal::Private::clear()
{
    segments.clear();
    counters = {};
    watchers.clear();
    unmarked = 0;
}

void Journal::Private::begin()
{
    trimmedBefore = counters.trimmed;
}

bool Journal::Private::isTooLarge(const Entry &entry) const
{
    const std::size_t largest = std::min(segments.limits().bytes, JournalSegment::LargestEntry);
    return JournalSegment::byteCount(entry) > largest;
}

void Journal::Private::append(const Entry &entry, const ExternalChunk *external)
{
    monotonic = entry.monotonic;
    wall = entry.wall;
    if (isTooLarge(entry)) {
        const Arrival note = lossInPlaceOf(entry);
        appendOne(entryOf(note), nullptr);
    } else {
        appendOne(entry, external);
    }
}

void Journal::Private::appendOne(const Entry &entry, const ExternalChunk *external)
{
    segments.append(entry, ++counters.appended, external);
    if (entry.kind == EntryKind::Publication && (entry.flags & Fetched) == 0) {
        ++counters.publications;
        counters.publicationBytes += entry.payload.size();
    }
    noteWatcher(entry.watcher);
    makeRoom();
}

void Journal::Private::noteWatcher(std::string_view name)
{
    const bool isSame = watcher < watchers.size() && watchers[watcher] == name;
    if (isSame || name.empty()) {
        return;
    }
    watcher = std::size_t(std::ranges::find(watchers, name) - watchers.begin());
    if (watcher == watchers.size() && watchers.size() < MaxWatchers) {
        watchers.emplace_back(name);
    }
}

void Journal::Private::makeRoom()
{
    const SegmentList::Trimmed trimmed = segments.makeRoom();
    if (trimmed.count > 0) {
        counters.trimmed += trimmed.count;
        unmarked += trimmed.count;
        limit = trimmed.limit;
    }
}

/** Says in the log what was let go. What that row itself pushes out is said by the next one. */
std::size_t Journal::Private::end()
{
    if (unmarked > 0) {
        Entry mark;
        mark.kind = EntryKind::Trim;
        mark.setState(limit);
        mark.monotonic = monotonic;
        mark.wall = wall;
        mark.setCount(unmarked);
        unmarked -= mark.count();
        appendOne(mark, nullptr);
    }
    return counters.trimmed - trimmedBefore;
}

Journal::Journal(JournalLimits limits, JournalSpill spill)
    : d(std::make_unique<Private>(limits, spill))
    , m_cleared(std::make_unique<Private>(limits, spill))
{
}

Journal::~Journal() = default;

std::size_t Journal::append(std::span<const Arrival> batch)
{
    d->begin();
    if (batch.empty()) {
        d->makeRoom();
    }
    for (const Arrival &arrival : batch) {
        d->append(entryOf(arrival), nullptr);
    }
    const std::size_t trimmed = d->end();
    letClearedGo();
    return trimmed;
}

std::size_t Journal::appendBatch(const ArrivalBatch &batch)
{
    if (batch.isEmpty()) {
        return 0;
    }
    d->begin();
    auto piece = batch.pieces.begin();
    for (std::size_t i = 0; i < batch.entries.size(); ++i) {
        while (piece != batch.pieces.end() && piece->endEntry <= i) {
            ++piece;
        }
        const bool isExternal = d->segments.canShareChunks() && piece != batch.pieces.end();
        d->append(batch.entries[i], isExternal ? &piece->external : nullptr);
    }
    const std::size_t trimmed = d->end();
    letClearedGo();
    return trimmed;
}

bool Journal::isFull() const
{
    return d->segments.isFull();
}

bool Journal::isTooLarge(const Entry &entry) const
{
    return d->isTooLarge(entry);
}

/** Of nothing it does nothing: what was cleared before can still come back. */
void Journal::clear()
{
    if (size() == 0) {
        return;
    }
    m_cleared->clear();
    std::swap(d, m_cleared);
}

void Journal::discard()
{
    m_cleared->clear();
    d->clear();
}

std::size_t Journal::clearedSize() const
{
    return m_cleared->segments.size();
}

std::uint64_t Journal::undoClear()
{
    if (clearedSize() == 0) {
        return 0;
    }
    std::swap(d, m_cleared);
    const std::uint64_t used = d->counters.appended;
    const std::uint64_t first = m_cleared->counters.trimmed + 1;
    d->begin();
    for (std::size_t i = 0; i < m_cleared->segments.size(); ++i) {
        d->append(m_cleared->segments.at(first + i), nullptr);
    }
    d->end();
    m_cleared->clear();
    return used;
}

/** What was cleared must not take memory from what comes. With a disk, a quarter more is allowed,
 * as the memory is always nearly full then. */
void Journal::letClearedGo()
{
    const std::size_t limit = d->segments.limits().bytes;
    const bool isNeeded = memoryBytes() > (d->hasDisk ? limit + limit / 4 : limit);
    if (clearedSize() > 0 && (isNeeded || size() > MostAfterClear)) {
        m_cleared->clear();
    }
}

std::vector<std::string> Journal::watchers() const
{
    return d->watchers;
}

std::size_t Journal::size() const
{
    return d->segments.size();
}

std::uint64_t Journal::firstNumber() const
{
    return d->counters.trimmed + 1;
}

Entry Journal::at(std::size_t index) const
{
    assert(index < size());
    return d->segments.at(firstNumber() + index);
}

const JournalCounters &Journal::counters() const
{
    return d->counters;
}

std::size_t Journal::memoryBytes() const
{
    return d->segments.memoryBytes() + m_cleared->segments.memoryBytes();
}

std::uint64_t Journal::diskBytes() const
{
    return d->segments.diskBytes() + m_cleared->segments.diskBytes();
}

SpillProblem Journal::spillProblem() const
{
    return d->segments.problem();
}

int Journal::spillError() const
{
    return d->segments.problemNumber();
}

std::shared_ptr<const EntrySnapshot> Journal::snapshot()
{
    return d->segments.snapshot();
}
