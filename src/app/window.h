// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "app/connection.h"
#include "gui/controller/windowoptions.h"

/** The options of the window from the command line and the environment. */
WindowOptions windowOptions(const CommandLine &line, const LoadedConnection &loaded);

/** Opens the window and runs until it is closed. `argc` and `argv` are those of main(). */
int openWindow(int &argc, char **argv, const WindowOptions &options);
