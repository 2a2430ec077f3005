// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/recording/entrywalk.h"
#include "monitor/recording/recording.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

/** The entries of a file, and what a user should know of them. */
struct EntryFile
{
    std::unique_ptr<QTemporaryDir> folder; ///< of imported entries; outlives the recording
    std::unique_ptr<Recording> recording;
    QString path; ///< as it was given
    QStringList warnings; ///< sentences
    quint64 skippedLines = 0; ///< lines of text that are no JSON
    bool isIncomplete = false; ///< some entries can't be read
};

/**
 * Opens a recording, or imports JSON lines into a temporary one: from a file, a pipe or standard
 * input ("-"), also packed by gzip. What a file is depends on what is in it, not on its name. Slow:
 * for a worker thread; the result is for one other. `look` is called often. When cancelled, it ends
 * with an error that says so.
 */
Centrifuge::Result<EntryFile> openEntryFile(const QString &path, WalkProgress &progress,
                                            const std::function<void()> &look = {});
