// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"
#include "app/connection.h"

// The commands without a window. Each needs a QCoreApplication, runs its event loop if it has to
// wait, and returns the exit code.

int runToken(const CommandLine &line, const ConnectionSettings &connection);
int runWatch(const CommandLine &line, const LoadedConnection &loaded);
int runRecord(const CommandLine &line, const LoadedConnection &loaded);
int runPublish(const CommandLine &line, const ConnectionSettings &connection);
/** `presence`, `channels` and `info`. */
int runQuery(const CommandLine &line, const ConnectionSettings &connection);
int runServer(const CommandLine &line);
int runExport(const CommandLine &line);
int runGrep(const CommandLine &line);
