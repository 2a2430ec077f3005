// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QString>

class RunList;

/** Writes all runs, oldest first: as CSV if the name ends in .csv, else as JSON lines. */
Centrifuge::Outcome exportRuns(const RunList &runs, const QString &path);
