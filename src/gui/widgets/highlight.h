// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QStringList>

/** A part of a text. */
struct TextRange
{
    qsizetype begin = 0;
    qsizetype length = 0;

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/** Where one of `wanted` is in a shown text, in any case: what a filter or a search has found. Only
 * the first few places. */
QList<TextRange> highlightedRanges(const QString &text, const QStringList &wanted);
/** Behind these parts; any text of the theme can be read on it. */
QColor highlightColor(bool dark);
