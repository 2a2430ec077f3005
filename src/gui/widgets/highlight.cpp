// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/highlight.h"

namespace {

constexpr qsizetype MostHighlights = 100;

} // namespace

QList<TextRange> highlightedRanges(const QString &text, const QStringList &wanted)
{
    QList<TextRange> ranges;
    for (const QString &each : wanted) {
        for (qsizetype at = each.isEmpty() ? -1 : text.indexOf(each, 0, Qt::CaseInsensitive);
             at >= 0 && ranges.size() < MostHighlights;
             at = text.indexOf(each, at + each.size(), Qt::CaseInsensitive)) {
            ranges.append({at, each.size()});
        }
    }
    return ranges;
}

QColor highlightColor(bool dark)
{
    return QColor(dark ? 0x4a3c10 : 0xffedb0);
}
