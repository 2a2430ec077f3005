// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The threads of the program in small, for ThreadSanitizer: one pushes, one drains and appends,
// several read what is sealed. Ends with 0 when nothing was lost and every byte is right.

#include "monitor/journal/arrivalqueue.h"
#include "monitor/journal/journal.h"
#include "monitor/journal/journalsegment.h"
#include "support/sealedsegments.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

namespace {

constexpr std::uint64_t Messages = 60'000;
constexpr std::uint64_t BatchSize = 50;
constexpr int Readers = 2;

using Segments = std::vector<std::shared_ptr<const JournalSegment>>;

/** How the main thread hands sealed segments to a worker. */
class Handover
{
public:
    void give(Segments segments)
    {
        const std::lock_guard lock(m_mutex);
        m_segments = std::move(segments);
        ++m_turn;
        m_news.notify_all();
    }
    void finish()
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
        m_news.notify_all();
    }
    /** The newest segments; false once finished and seen. */
    bool take(std::uint64_t &seenTurn, Segments &segments)
    {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, [this, seenTurn] { return m_finished || m_turn != seenTurn; });
        if (m_turn == seenTurn) {
            return false;
        }
        seenTurn = m_turn;
        segments = m_segments;
        return true;
    }

private:
    std::mutex m_mutex; // guards all below
    std::condition_variable m_news;
    Segments m_segments;
    std::uint64_t m_turn = 0;
    bool m_finished = false;
};

std::string payloadOf(std::uint64_t number)
{
    return "{\"n\":" + std::to_string(number) + "}" + std::string(number % 97, '.');
}

void produce(ArrivalQueue &queue, std::uint64_t &refused)
{
    BatchWriter writer(std::make_shared<ChunkMemory>(ChunkMemory::Source::Blocks));
    for (std::uint64_t number = 1; number <= Messages; ++number) {
        const std::string channel = "channel" + std::to_string(number % 5);
        const std::string payload = payloadOf(number);
        Entry entry;
        entry.channel = channel;
        entry.offset = number;
        entry.payload = payload;
        writer.add(entry);
        if (number % BatchSize == 0) {
            queue.push(writer.take());
            writer.reuse(queue.takeSpare());
        }
    }
    queue.close();
    writer.add(Entry());
    refused = queue.push(writer.take()) ? 0 : 1;
}

bool isRight(const Entry &entry)
{
    return entry.kind == EntryKind::Loss || entry.kind == EntryKind::Trim
        || (entry.payload == payloadOf(entry.offset)
            && entry.channel == "channel" + std::to_string(entry.offset % 5));
}

void readSealed(Handover &handover, std::atomic<std::uint64_t> &wrong)
{
    std::uint64_t turn = 0;
    Segments segments;
    while (handover.take(turn, segments)) {
        for (const auto &segment : segments) {
            for (std::size_t i = 0; i < segment->size(); i += 7) {
                wrong += isRight(segment->at(i)) ? 0 : 1;
            }
        }
    }
}

/** Counts what was drained. */
struct Tally
{
    std::uint64_t last = 0;
    std::uint64_t publications = 0;
    bool ordered = true;

    void note(const Entry &entry)
    {
        if (entry.kind == EntryKind::Loss) {
            return;
        }
        ++publications;
        ordered = ordered && entry.offset > last;
        last = entry.offset;
    }
};

/** The main thread's part: false when something is missing, twice or out of order. */
bool consume(ArrivalQueue &queue, Handover &handover, const std::atomic<bool> &produced)
{
    // Large enough to keep the chunks that the producer goes on filling while others read them.
    Journal journal({std::size_t(64) * 1024 * 1024, 20'000, 512, 2 * ChunkMemory::BlockSize});
    std::uint64_t dropped = 0;
    Tally tally;
    for (bool lastRound = false; !lastRound;) {
        lastRound = produced;
        auto drained = queue.drain();
        dropped += drained.dropped;
        std::size_t trimmed = 0;
        for (const ArrivalBatch &batch : drained.batches) {
            std::ranges::for_each(batch.entries, [&](const Entry &entry) { tally.note(entry); });
            trimmed += journal.appendBatch(batch);
        }
        for (const Arrival &arrival : drained.afterDrop) {
            tally.note(entryOf(arrival));
        }
        trimmed += journal.append(drained.afterDrop);
        if (trimmed > 0) {
            handover.give(segmentsOf(*journal.snapshot()));
        }
        queue.giveBack(std::move(drained.batches));
        std::this_thread::yield();
    }
    return tally.ordered && tally.publications + dropped == Messages
        && journal.counters().publications == tally.publications;
}

} // namespace

int main()
{
    // The limit is small enough for the producer to wait now and then.
    ArrivalQueue queue({128 * 1024, std::chrono::milliseconds(50)});
    Handover handover;
    std::atomic<bool> produced = false;
    std::atomic<std::uint64_t> wrong = 0;
    std::uint64_t refused = 0;

    std::vector<std::thread> readers;
    for (int i = 0; i < Readers; ++i) {
        readers.emplace_back(readSealed, std::ref(handover), std::ref(wrong));
    }
    std::thread producer([&] {
        produce(queue, refused);
        produced = true;
    });
    const bool complete = consume(queue, handover, produced);
    handover.finish();
    producer.join();
    for (std::thread &reader : readers) {
        reader.join();
    }

    const bool ok = complete && wrong == 0 && refused == 1;
    std::puts(ok ? "OK" : "FAILED");
    return ok ? 0 : 1;
}
