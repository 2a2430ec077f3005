// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

class QPlainTextEdit;

/** The lines of a field that holds a list; empty ones at the end don't count. */
QStringList linesOf(const QPlainTextEdit *edit);
/** Goes to a line, counted from 1. */
void goToLine(QPlainTextEdit *edit, int line);
