// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <QByteArray>

enum class ExportFormat { Jsonl, Csv };

/** The names of the columns, with their line end; empty for JSON lines. */
QByteArray exportHeader(ExportFormat format);

/**
 * One entry with its line end. JSON lines are those of eventJson() with a member `entry` behind,
 * which has what importing needs to make the same entry again. CSV is RFC 4180; a cell that a
 * spreadsheet could take for a formula begins with an apostrophe, as does one that began with one.
 */
QByteArray exportLine(const Entry &entry, ExportFormat format);
