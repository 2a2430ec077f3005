// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class LogState;
class QMenu;
class QWidget;

/** What can be done with the columns of a log: show and hide them, add fields of messages, reset.
 * `column` is the one that the menu was opened on, -1 for none; dialogs belong to `parent`. */
void fillColumnMenu(QMenu &menu, LogState &log, QWidget &parent, int column = -1);
