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

/** The result of an import. */
struct ImportReport
{
    quint64 entries = 0;
    quint64 wrongLines = 0;
    QStringList faults; ///< sentences about the first wrong lines, with their numbers
    QString ending; ///< a sentence about why it could not be read to its end, or empty
};

/** Reads one line as it was exported or printed by `watch --json`; an event with a value that can't
 * be is an error. Other JSON becomes a publication that has nothing but this payload. */
Centrifuge::Result<Arrival> arrivalOfLine(const QByteArray &line);

/**
 * Imports JSON lines into a new recording: from a file, a pipe or standard input ("-"), also packed
 * by gzip. Lines that are no JSON, and events with values that can't be, are counted and skipped;
 * that there are only such lines is an error. The recording takes at most half of what is free on
 * the disk. Slow: for a worker thread. `progress.looked` counts lines. `look` is called often. When
 * cancelled, it ends with an error that says so.
 */
Centrifuge::Result<ImportReport> importJsonl(const QString &path, const QString &recording,
                                             WalkProgress &progress,
                                             const std::function<void()> &look = {});
