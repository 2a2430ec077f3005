// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/log/rowranges.h"

#include <QByteArray>
#include <QList>
#include <QString>

class JournalModel;

enum class CopyFormat {
    Text, ///< the cells as shown, a tab between them
    Json, ///< one array
    JsonLines,
    Csv,
    Payload ///< as received, one below the other
};

// Limits, as the clipboard holds several copies in memory; a file can take more.
constexpr int MaxCopiedRows = 10'000;
constexpr qsizetype MaxCopiedBytes = qsizetype(4) * 1024 * 1024;

struct CopiedRows
{
    QByteArray text; ///< UTF-8
    int rows = 0;
    quint64 left = 0; ///< rows for which there was no room
};

/** What is copied of the rows. */
struct CopyForm
{
    CopyFormat format = CopyFormat::Text;
    QList<int> columns; ///< of text, in this order
};

/** The first of the rows: at most MaxCopiedRows, whose payloads have at most MaxCopiedBytes, but
 * for a first row that has more alone. */
CopiedRows copiedRows(const JournalModel &model, const QList<RowRange> &ranges,
                      const CopyForm &form);
/** Puts them on the clipboard. What was left out, in words; empty when nothing was. */
QString copyToClipboard(const JournalModel &model, const QList<RowRange> &ranges,
                        const CopyForm &form);
