// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/filter/filter.h"
#include "monitor/journal/entrylog.h"
#include "monitor/recording/entrywalk.h"
#include "monitor/recording/exportline.h"

#include <memory>
#include <optional>
#include <vector>

/** What is exported where. */
struct ExportRequest
{
    std::shared_ptr<const EntrySnapshot> entries;
    Filter filter; ///< what is shown
    std::optional<std::vector<NumberRange>> ranges; ///< ascending; only these, even if none
    ExportFormat format = ExportFormat::Jsonl;
    QString path;
};

/**
 * Writes the file as OutputFile does: a regular one as a whole or not at all. Takes its time: for a
 * worker thread. `look` is called at each entry, and while the reader of a pipe is slow. Cancelled,
 * it ends with an error that says so.
 */
Centrifuge::Outcome exportToFile(const ExportRequest &request, WalkProgress &progress,
                                 const std::function<void()> &look = {});

/** The same into anything; `write` says no when it can take no more. False when it did, or the
 * walk was cancelled. */
bool exportEntries(const ExportRequest &request, WalkProgress &progress,
                   const std::function<bool(QByteArrayView)> &write);

/** How many entries it has to look at. */
std::uint64_t wantedEntries(const ExportRequest &request);
