// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>

class QFontMetrics;

/** How many characters each name has in common with the beginning of another one of the list. */
QList<int> alikeBeginnings(const QList<QString> &names);

/**
 * The name, cut to fit into `width`: from the middle of its first `alike` characters, so that what
 * tells it from the others stays; then from its end.
 */
QString elidedAlike(const QString &name, int alike, const QFontMetrics &metrics, int width);
