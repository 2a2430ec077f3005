// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/filter/filter.h"
#include "monitor/journal/entrylog.h"
#include "monitor/recording/entrywalk.h"
#include "monitor/recording/exportline.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class FilterExclusion;

/** What is exported, and where to. */
struct ExportRequest
{
    std::vector<std::shared_ptr<const EntrySnapshot>> sources; ///< one behind the other
    Filter filter; ///< only entries that it lets through
    std::optional<std::vector<NumberRange>>
        ranges; ///< ascending; only entries in these of each source, even if there are none
    ExportFormat format = ExportFormat::Jsonl;
    QString path;
    FilterExclusion *exclusion = nullptr; ///< is shown what is left out before the first of them
    /** Further sources, until it returns null; each is let go before the next is asked for. */
    std::function<std::shared_ptr<const EntrySnapshot>()> nextSource{};
    bool hasByteOrderMark = false; ///< before CSV, for spreadsheets
    std::vector<EntryField> fields{}; ///< further columns of CSV
};

/**
 * Writes the file as OutputFile does: a regular one completely or not at all. Slow: for a worker
 * thread. `look` is called for each entry, and while the reader of a pipe is slow. When cancelled,
 * it ends with an error that says so.
 */
Centrifuge::Outcome exportToFile(const ExportRequest &request, WalkProgress &progress,
                                 const std::function<void()> &look = {});

/** The same into anything. False when `write` returned false, because it can take no more, or the
 * walk was cancelled. */
bool exportEntries(const ExportRequest &request, WalkProgress &progress,
                   const std::function<bool(QByteArrayView)> &write);

/** How many entries the export has to read of its `sources`. */
std::uint64_t wantedEntries(const ExportRequest &request);
