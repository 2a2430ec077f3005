// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/connection.h"
#include "monitor/watch/watchsession.h"

#include <vector>

/**
 * What each watcher of `watch` or `record` watches: one for each --user, or the ready token, and
 * one for each --watcher. They have names where there are several, or one was named. A failure is a
 * sentence about the command line.
 */
Centrifuge::Result<std::vector<WatchRequest>> watchRequests(const CommandLine &line,
                                                            const LoadedConnection &loaded);
