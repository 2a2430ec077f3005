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
        : segments(limits, std::move(spill))
    {
    }

    void begin();
    bool isTooLarge(const Entry &entry) const;
    void append(const Entry &entry, const ExternalChunk *external);
    void appendOne(const Entry &entry, const ExternalChunk *external);
    void noteWatcher(std::string_view name);
    void makeRoom();
    std::size_t end();

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
    : d(std::make_unique<Private>(limits, std::move(spill)))
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
    return d->end();
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
    return d->end();
}

bool Journal::isFull() const
{
    return d->segments.isFull();
}

bool Journal::isTooLarge(const Entry &entry) const
{
    return d->isTooLarge(entry);
}

void Journal::clear()
{
    d->segments.clear();
    d->counters = {};
    d->watchers.clear();
    d->unmarked = 0;
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
    return d->segments.memoryBytes();
}

std::uint64_t Journal::diskBytes() const
{
    return d->segments.diskBytes();
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
