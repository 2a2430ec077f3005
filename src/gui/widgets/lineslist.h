// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

class QPlainTextEdit;

/** The lines of a field, trimmed, without empty ones at the end. */
QStringList linesOf(const QPlainTextEdit *edit);
/** Moves the cursor to the end of a line; the first one is 1. */
void goToLine(QPlainTextEdit *edit, int line);
