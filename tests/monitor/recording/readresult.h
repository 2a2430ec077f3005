// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/entrywalk.h"
#include "recordingfixture.h"

#include <memory>

/** How much of a recording of the series could be read. */
struct ReadResult
{
    std::uint64_t right = 0;
    std::uint64_t missing = 0;
    std::uint64_t wrong = 0;
};

/** Goes through all rows; each says its own place, or how many are missing. */
inline ReadResult walk(const Recording &recording, std::shared_ptr<const EntrySnapshot> entries)
{
    ReadResult found;
    WalkProgress progress;
    std::uint64_t next = 1;
    walkEntries(*entries, progress, [&](const Entry &entry) {
        Entry sample = entry;
        sample.number = next;
        const bool isRight = isSample(sample, next);
        found.right += isRight ? 1 : 0;
        found.missing += entry.kind == EntryKind::Loss ? entry.count() : 0;
        found.wrong += !isRight && entry.kind != EntryKind::Loss ? 1 : 0;
        next += entry.kind == EntryKind::Loss ? entry.count() : 1;
        return true;
    });
    found.wrong += progress.looked == recording.size() ? 0 : 1;
    found.wrong += progress.notRead() == found.missing ? 0 : 1;
    return found;
}
