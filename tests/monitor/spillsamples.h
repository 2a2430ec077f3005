// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal.h"
#include "monitor/journalsegment.h"
#include "support/sealedruns.h"

#include "journalsamples.h"

#include <QTemporaryDir>

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
        journal.append({&arrival, 1});
    }
}

inline bool isRight(const Entry &entry)
{
    return entry.kind == EntryKind::Trim || isSame(entry, numbered(entry.offset));
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
    for (const auto &run : runsOf(*journal.sealed())) {
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
