// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/recording/exportdialog.h"

class LogState;
class QTableView;

/** What of a log can be exported; both outlive what is returned. */
ExportSource exportSource(LogState &log, const QTableView &view);
