// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/options.h"

/** The options that only the window has. */
QList<OptionSpec> windowOptionTable();
