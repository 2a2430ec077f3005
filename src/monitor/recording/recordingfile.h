// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <sys/types.h>

// What can be told about the file of a recording without SQLite.

/** Why it can't be a recording: a sentence, or empty. */
std::string plainFileFault(const std::string &path);
/** Why no new recording can be made there, as something has its name, or that of a file beside it:
 * a sentence, or empty. */
std::string occupiedFault(const std::string &path);
/** Removes the files that SQLite makes beside a recording. */
void removeFilesBeside(const std::string &path);
/** Whether there are entries in its write-ahead log. */
bool hasWriteAheadLog(const std::string &path);
/** When its write-ahead log was written last; 1970 where there is none. */
std::chrono::system_clock::time_point logWrittenAt(const std::string &path);
/** Identifies a file, to notice that another one took its name. */
struct FileIdentity
{
    dev_t device = 0;
    ino_t file = 0;

    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;
};
/** Of what has the name itself, not of what a link leads to. Nothing where there is none. */
std::optional<FileIdentity> identityOf(const std::string &path);
bool isFolder(const std::string &path);
/** Nothing where there is no log, or the folder can't be read. */
std::optional<FileIdentity> writeAheadLogOf(const std::string &path);
/** Whether the log is missing: the recording was not ended in order, and none is beside it. */
bool lacksWriteAheadLog(const std::string &path);
/** The URI by which SQLite reads the file without its log. */
std::string immutableUri(const std::string &path);
