// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/window/commandpalette.h"

class LogState;
class ProfileSwitch;
class QMenuBar;
class WindowController;

// What the command palette of a window offers.

/** Those of all menus, in their order. */
QList<QAction *> menuActions(const QMenuBar &bar);
/** The same as commands. */
std::vector<PaletteCommand> menuCommands(const QMenuBar &bar);
std::vector<PaletteCommand> profileCommands(ProfileSwitch &profiles);
/** Rules, and the filters of those that have a chip, to be switched on and off. */
std::vector<PaletteCommand> ruleCommands(LogState &log);
/** `select` shows a channel in the list. */
std::vector<PaletteCommand> channelCommands(WindowController &controller,
                                            std::function<void(const QString &)> select);
/** All of these. */
std::vector<PaletteCommand> paletteCommands(const QMenuBar &bar, WindowController &controller,
                                            ProfileSwitch &profiles,
                                            std::function<void(const QString &)> select);
