// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/entrylog.h"
#include "monitor/journal/journalsegment.h"

#include <memory>
#include <vector>

/** Every run of what is sealed, oldest first. */
inline std::vector<std::shared_ptr<const JournalSegment>> segmentsOf(const EntrySnapshot &entries)
{
    std::vector<std::shared_ptr<const JournalSegment>> runs;
    for (std::uint64_t number = entries.firstNumber(); number < entries.endNumber();) {
        runs.push_back(entries.segmentContaining(number));
        number = runs.back()->firstNumber() + runs.back()->size();
    }
    return runs;
}
