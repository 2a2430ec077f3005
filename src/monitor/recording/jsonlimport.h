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
};

/** Reads one line as it was exported or printed by `watch --json`. */
Centrifuge::Result<Arrival> arrivalOfLine(const QByteArray &line);

/**
 * Imports JSON lines into a new recording. Lines that are no entries are counted and skipped. Slow:
 * for a worker thread. `progress.looked` counts lines. `look` is called often. When cancelled, it
 * ends with an error that says so.
 */
Centrifuge::Result<ImportReport> importJsonl(const QString &path, const QString &recording,
                                             WalkProgress &progress,
                                             const std::function<void()> &look = {});

/** Whether a file looks like JSON lines. */
bool looksLikeJsonl(const QString &path);
