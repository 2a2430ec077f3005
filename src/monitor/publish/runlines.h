// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/runlist.h"

#include <QByteArray>

#include <optional>

// Runs as lines of text, oldest first. Secrets that the program knows are masked in all of them.

/** {"kind":"publish","sent_at":…,"channel":…,"state":…,"data":…}: one run as JSON without a line
 * end. readRun() restores the run, but not its place in the log. */
QByteArray runJson(const Run &run);
/** Nothing for a line that is not one of runJson(). What was waiting then was not seen. */
std::optional<Run> readRun(QByteArrayView line);

/** The names of the columns of runCsv(), with a line end. */
QByteArray runCsvHeader();
/** One run as a line of CSV, with its end. */
QByteArray runCsv(const Run &run);

/** All runs as JSON lines; the newest of them where they have more than `maxBytes`. */
QByteArray runLines(const RunList &runs, qsizetype maxBytes);
/** Adds the runs of such lines behind those in the list; other lines are left out. */
void addRunLines(RunList &runs, QByteArrayView lines);
