// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/requiredtext.h"

/** What FTS5 is asked for the blocks of entries in which the texts may stand; empty where an index
 * can't tell. */
std::string indexQuery(const RequiredText &needed);
