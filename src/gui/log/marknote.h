// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

class LogState;
class QWidget;

/** Asks for the note of the entry's mark, and marks it. Nothing for the number 0. */
void askForNote(LogState &log, quint64 number, QWidget &parent);
