// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// A journal that goes to disk while a scan looks through it and others read what it sealed, for
// ThreadSanitizer. Ends with 0 when every byte is right and the scans found all there was.

#include "monitor/entry/entry.h"
#include "monitor/filter/matchscan.h"
#include "monitor/journal/journal.h"
#include "support/sealedsegments.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <vector>

namespace {

constexpr std::uint64_t Rounds = 60;
constexpr std::uint64_t EntriesOfRound = 500;

std::string payloadOf(std::uint64_t number)
{
    return "{\"n\":" + std::to_string(number) + "}" + std::string(number % 197, '.');
}

void appendRound(Journal &journal, std::uint64_t round)
{
    std::vector<Arrival> batch(EntriesOfRound);
    for (std::uint64_t i = 0; i < EntriesOfRound; ++i) {
        const std::uint64_t number = round * EntriesOfRound + i + 1;
        batch[i].channel = number % 3 == 0 ? "third" : "other";
        batch[i].offset = number;
        batch[i].payload = payloadOf(number);
    }
    while (journal.isFull()) {
        std::this_thread::yield();
        journal.append({});
    }
    journal.append(batch);
}

std::uint64_t wrongIn(const EntrySnapshot &entries)
{
    std::uint64_t wrong = 0;
    for (const auto &run : segmentsOf(entries)) {
        for (std::size_t i = 0; i < run->size(); i += 11) {
            const Entry entry = run->at(i);
            wrong += entry.payload == payloadOf(entry.offset) ? 0 : 1;
        }
    }
    return wrong;
}

/** Waits for the end of a scan and returns how many it found. */
std::size_t found(MatchScan &scan, const std::atomic<int> &woken)
{
    std::size_t count = 0;
    for (int seen = 0;;) {
        woken.wait(seen);
        seen = woken;
        const MatchScan::Progress progress = scan.take();
        count += progress.numbers.size();
        if (progress.left == 0) {
            return count;
        }
    }
}

} // namespace

int main()
{
    const std::filesystem::path folder = std::filesystem::temp_directory_path();
    JournalLimits limits;
    limits.bytes = std::size_t(1) << 20; // most of it lies on disk soon
    limits.segmentEntries = 700;
    JournalSpill spill;
    spill.folder = folder.string();
    spill.spareBytes = 0;
    Journal journal(limits, spill);
    std::atomic<std::uint64_t> wrong = 0;
    std::atomic<int> woken = 0;
    MatchScan scan([&woken] {
        ++woken;
        woken.notify_all();
    });
    const Filter filter = Filter::compile("channel:third").filter;
    bool complete = true;
    for (std::uint64_t round = 0; round < Rounds; ++round) {
        appendRound(journal, round);
        std::thread reader([&wrong, entries = journal.snapshot()] { wrong += wrongIn(*entries); });
        scan.start(journal.snapshot(), filter);
        if (round % 2 == 0) { // the others are void as soon as the next begins
            woken = 0;
            scan.start(journal.snapshot(), filter);
            const std::uint64_t all = (round + 1) * EntriesOfRound;
            complete = complete && journal.size() == all && found(scan, woken) == all / 3;
        }
        reader.join();
    }
    scan.cancel();
    const bool isSpilled = journal.diskBytes() > 0;
    const bool ok = complete && wrong == 0 && isSpilled;
    std::puts(ok ? "OK" : "FAILED");
    return ok ? 0 : 1;
}
