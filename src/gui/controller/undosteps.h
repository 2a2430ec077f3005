// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/undolist.h"

class ProfileSwitch;
class RuleList;
class WatchSession;
class WindowController;

// How what was removed comes back.

/** To be asked for before the log is cleared. */
UndoList::Step showRowsAgain(WindowController &controller);
/** To be asked for before the channel is removed. */
UndoList::Step watchAgain(WatchSession &watcher, const QString &channel);
/** Adds a step whenever a rule or a profile is deleted. */
void followDeletions(UndoList &list, RuleList &rules, ProfileSwitch &profiles);
