// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/notice.h"
#include "monitor/journal/journallimits.h"

/** Why the log keeps fewer rows than it could on disk. `error` is an errno or 0. */
Explanation spillText(SpillProblem problem, int error, const QString &folder);
Notice spillNotice(SpillProblem problem, int error, const QString &folder);
