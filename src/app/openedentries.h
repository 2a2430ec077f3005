// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/journal/entrylog.h"

#include <QTemporaryDir>

#include <memory>

class SignalCancellation;

/** The entries of a recording or of a file of JSON lines, for a command. */
struct OpenedEntries
{
    std::unique_ptr<QTemporaryDir> folder; ///< of what was imported; outlives the source
    std::unique_ptr<EntryLog> source;
};

/** Opens the file; says on standard error what the user should know about it. A signal ends the
 * reading of JSON lines, which takes its time. */
Centrifuge::Result<OpenedEntries> openEntries(const QString &path,
                                              SignalCancellation &cancellation);
