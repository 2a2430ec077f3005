// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/run.h"

#include <QString>

// A publish as text to paste elsewhere. Secrets that the program knows are masked.

/** What was sent, what the API answered, who received it and when: lines of plain text. */
QString runEvidence(const Run &run, bool isWatched);

/** The call of the API as a command line for a shell; the API key is a variable. */
QString runAsCurl(const Run &run);
