// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/journal.h"
#include "monitor/journal/journalsegment.h"
#include "support/sealedsegments.h"

#include "journalsamples.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <thread>

#include <unistd.h>

inline constexpr std::size_t Budget = 200'000;

inline JournalLimits smallLimits()
{
    JournalLimits limits;
    limits.bytes = Budget;
    return limits;
}

/** A folder and options that leave nothing of the disk free. */
struct Folder
{
    QTemporaryDir folder;
    JournalSpill spill() const
    {
        JournalSpill result;
        result.folder = folder.path().toStdString();
        result.spareBytes = 0;
        return result;
    }
};

/** A disk whose writes do what they are told, and a clock for its pauses. */
struct FakeDisk
{
    std::atomic<int> error = 0; ///< of each write; 0: none, negative: it writes nothing
    std::atomic<int> failed = 0; ///< writes
    std::chrono::steady_clock::time_point now{std::chrono::hours(1)}; ///< the journal's thread
    int looks = 0; ///< at the clock, while a pause is to be waited for; the same thread

    JournalSpill spill(const Folder &folder)
    {
        JournalSpill result = folder.spill();
        result.now = [this] {
            ++looks;
            return now;
        };
        result.write = [this](int file, const void *bytes, std::size_t size,
                              off_t from) -> ssize_t {
            if (error == 0) {
                return ::pwrite(file, bytes, size, from);
            }
            ++failed;
            errno = std::max(error.load(), 0);
            return error < 0 ? 0 : -1;
        };
        return result;
    }
};

/** As a session does before it appends. */
inline void awaitRoom(Journal &journal)
{
    while (journal.isFull()) {
        std::this_thread::yield();
        journal.append({});
    }
}

/** Nothing is wrong with the disk once what was written is seen. */
inline bool isWell(Journal &journal)
{
    journal.append({});
    return journal.spillProblem() == SpillProblem::None;
}

inline Arrival numbered(std::uint64_t number)
{
    Arrival arrival =
        publication("payload " + std::to_string(number) + std::string(number % 97, '.'), number);
    arrival.channel = "channel" + std::to_string(number % 7);
    if (number % 3 == 0) {
        arrival.info = R"({"user":"u)" + std::to_string(number % 4) + "\"}";
    }
    return arrival;
}

inline void appendNumbered(Journal &journal, std::uint64_t from, std::uint64_t count)
{
    for (std::uint64_t number = from; number < from + count; ++number) {
        const Arrival arrival = numbered(number);
        awaitRoom(journal);
        journal.append({&arrival, 1});
    }
}

inline bool isRight(const Entry &entry)
{
    return entry.kind == EntryKind::Trim
        || entry == numberedRow(numbered(entry.offset), entry.number);
}

/** All that is in the journal, by its own hand and by a snapshot's. */
inline bool isAllRight(Journal &journal)
{
    for (std::size_t i = 0; i < journal.size(); ++i) {
        const Entry entry = journal.at(i);
        if (entry.number != journal.firstNumber() + i || !isRight(entry)) {
            return false;
        }
    }
    std::uint64_t next = journal.firstNumber();
    for (const auto &run : segmentsOf(*journal.snapshot())) {
        for (std::size_t i = 0; i < run->size(); ++i) {
            if (run->at(i).number != next++ || !isRight(run->at(i))) {
                return false;
            }
        }
    }
    return next == journal.firstNumber() + journal.size();
}

inline bool addsUp(const Journal &journal)
{
    return journal.counters().appended == journal.size() + journal.counters().trimmed;
}
