// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/notice.h"
#include "monitor/journal/journallimits.h"

/**
 * Explains why the log can't keep all of its older rows on disk. `error` is an errno or 0; the
 * explanation is empty for SpillProblem::None.
 */
Notice spillNotice(SpillProblem problem, int error, const QString &folder);
