// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/log/emptystate.h"

class WindowController;

/**
 * What stands in the empty log: nothing is live, nothing is watched, or nothing came yet. An empty
 * title where the log speaks for itself. `addChannel` and `testMessage` lead to those places.
 */
EmptyWords emptyStateFor(WindowController &controller, const std::function<void()> &addChannel,
                         const std::function<void()> &testMessage);
