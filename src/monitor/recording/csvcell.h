// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

/** A cell of CSV (RFC 4180). An apostrophe is put before one that a spreadsheet could take for a
 * formula, and before one that begins with an apostrophe. */
QByteArray csvCell(QByteArrayView content);
/** The cells with commas between and the line end of CSV. */
QByteArray csvLine(const QList<QByteArray> &cells);
