// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

// Facts about a recording's file that need no SQLite.

/** Why it can't be a recording: a sentence, or empty. */
std::string plainFileFault(const std::string &path);
/** Why no new recording can be made there, as something has its name, or that of a file beside it:
 * a sentence, or empty. */
std::string occupiedFault(const std::string &path);
/** Those that SQLite makes. */
void removeFilesBeside(const std::string &path);
/** Whether entries stand in the file beside it. */
bool hasWriteAheadLog(const std::string &path);
/** Identifies the write-ahead log beside it, to notice that another file replaced it. */
struct LogIdentity
{
    dev_t device = 0;
    ino_t file = 0;

    friend bool operator==(const LogIdentity &, const LogIdentity &) = default;
};
/** None where there is none, or the folder can't be looked into. */
std::optional<LogIdentity> writeAheadLogOf(const std::string &path);
/** Whether that file is missing: it was not ended in order, and there is no log beside it. */
bool lacksWriteAheadLog(const std::string &path);
/** The name by which SQLite reads it without any file beside it. */
std::string immutableUri(const std::string &path);
