// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/recording/entryfile.h"

#include <QStringList>

#include <vector>

class SignalCancellation;

/** The files of a command, in the order in which they were named. */
struct OpenedEntries
{
    std::vector<EntryFile> files;

    std::vector<std::shared_ptr<const EntrySnapshot>> snapshots() const;
    bool isIncomplete() const; ///< some entries can't be read
    bool hasSkippedLines() const;
};

/** Opens the files and prints warnings about them on standard error. A signal cancels it. */
Centrifuge::Result<OpenedEntries> openEntries(const QStringList &paths,
                                              SignalCancellation &cancellation);
