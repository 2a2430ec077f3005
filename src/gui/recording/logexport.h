// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/recording/exportdialog.h"

class LogState;
class QTableView;

/** What can be exported of a log. `log` and `view` outlive the result. */
ExportSource exportSource(LogState &log, const QTableView &view);
