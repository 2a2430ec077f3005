// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

// What can be told of a recording's file without SQLite.

/** Why it can't be a recording: a sentence, or empty. */
std::string plainFileFault(const std::string &path);
/** Whether entries stand in the file beside it. */
bool hasWriteAheadLog(const std::string &path);
/** Whether that file is missing: it was not ended in order, and there is no log beside it. */
bool lacksWriteAheadLog(const std::string &path);
/** The name by which SQLite reads it without any file beside it. */
std::string immutableUri(const std::string &path);
