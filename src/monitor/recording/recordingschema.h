// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

/** The form of a recording, an SQLite file. A change of it needs a new version. */
namespace RecordingSchema {

constexpr std::int64_t ApplicationId = 0x52544D52; // "RTMR"
constexpr std::int64_t Version = 3;
// Older ones: 1 has states without the layer of their code; 2 is without watchers.
constexpr std::int64_t FirstWithWatchers = 3;
/** Bytes of payload, tags and info together; SQLite has a limit of its own, which is higher. */
constexpr std::size_t LargestEntry = std::size_t(512) * 1024 * 1024;

// Read as they stand in sqlite_schema: what differs is not ours. Offsets are 64 bits without sign,
// kept in SQLite's signed ones. A number that is missing is an entry that got lost.
constexpr const char *MetaTable = "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID";
constexpr const char *StreamsTable =
    "CREATE TABLE streams(id INTEGER PRIMARY KEY, channel TEXT NOT NULL, epoch TEXT NOT NULL, "
    "watcher TEXT NOT NULL, UNIQUE(channel, epoch, watcher))";
constexpr const char *StreamsTableWithoutWatchers =
    "CREATE TABLE streams(id INTEGER PRIMARY KEY, channel TEXT NOT NULL, epoch TEXT NOT NULL, "
    "UNIQUE(channel, epoch))";
constexpr const char *EntriesTable =
    "CREATE TABLE entries(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, state INTEGER NOT "
    "NULL, flags INTEGER NOT NULL, monotonic INTEGER NOT NULL, wall INTEGER NOT NULL, stream "
    "INTEGER NOT NULL, offset INTEGER NOT NULL, code INTEGER NOT NULL, payload BLOB, tags TEXT, "
    "info TEXT)";

} // namespace RecordingSchema
