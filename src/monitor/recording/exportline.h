// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/entryfield.h"

#include <QByteArray>

#include <vector>

struct Entry;

enum class ExportFormat { Jsonl, Csv };

/** The line with the names of the columns; empty for JSON lines. */
QByteArray exportHeader(ExportFormat format, const std::vector<EntryField> &fields = {});

/**
 * One entry as a line. JSON lines are those of eventJson() with a member `entry`, from which an
 * import restores the same entry. CSV is RFC 4180; an apostrophe is put before a cell that a
 * spreadsheet could take for a formula, and before one that begins with an apostrophe. Its columns
 * are the same whatever is exported, and new ones come last, so that scripts which know their
 * places go on. Behind them stand the `fields`: a string without quotes and escapes, any other
 * value as received.
 */
QByteArray exportLine(const Entry &entry, ExportFormat format,
                      const std::vector<EntryField> &fields = {});
