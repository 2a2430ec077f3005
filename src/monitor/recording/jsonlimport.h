// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/entry/entry.h"
#include "monitor/recording/entrywalk.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

/** What became of a file of JSON lines. */
struct ImportReport
{
    quint64 entries = 0;
    quint64 wrongLines = 0;
    QStringList faults; ///< of the first wrong lines, with their numbers
};

/** One line, as exported or as `watch --json` printed it; else a sentence that says why not. */
Centrifuge::Result<Arrival> arrivalOfLine(const QByteArray &line);

/**
 * Reads JSON lines into a new recording. Lines that are no entries are counted and the rest is
 * read. Takes its time: for a worker thread. Of `progress`, `looked` counts lines. `look` is called
 * often. Cancelled, it ends with an error that says so.
 */
Centrifuge::Result<ImportReport> importJsonl(const QString &path, const QString &recording,
                                             WalkProgress &progress,
                                             const std::function<void()> &look = {});

/** Whether a file looks like JSON lines. */
bool looksLikeJsonl(const QString &path);
