// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/database.h"
#include "monitor/recording/recordingmetadata.h"

#include <optional>
#include <string>

// What is read of a recording before its entries.

/** Why its tables are not those of a recording, without its name; empty, or `code` is SQLite's. */
std::string recordingTablesFault(Database &database, int &code);

RecordingMetadata readRecordingMetadata(Database &database);
/** The same of a damaged file; nothing where its tables can't be read any more. */
std::optional<RecordingMetadata> readDamagedMetadata(const std::string &path);
