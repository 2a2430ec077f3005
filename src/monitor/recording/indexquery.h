// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/requiredtext.h"

/** The FTS5 query for the blocks of entries that may contain the required text; empty where the
 * index can't narrow the search. */
std::string indexQuery(const RequiredText &required);
