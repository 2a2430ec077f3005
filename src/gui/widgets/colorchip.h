// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QIcon>

class QFontMetrics;
class QPainter;
class QRect;

/** The side of a chip beside text. */
int chipSize(const QFontMetrics &metrics);

/** A square that stands for a channel, at the left of `area` and beside the text in its middle. On
 * a selection it has an outline in the colour of the selected text. */
void paintChip(QPainter &painter, const QRect &area, const QColor &color,
               const QColor &outline = {});

/** The same for views that paint icons. */
QIcon chipIcon(const QColor &color);
