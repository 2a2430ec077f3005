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
    std::unique_ptr<QTemporaryDir> folder; ///< of an imported file; outlives the source
    std::unique_ptr<EntryLog> source;
};

/** Opens the file and prints warnings about it on standard error. A signal cancels the import of
 * JSON lines. */
Centrifuge::Result<OpenedEntries> openEntries(const QString &path,
                                              SignalCancellation &cancellation);
