// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingtables.h"

#include "monitor/recording/recordingfile.h"
#include "monitor/recording/recordingschema.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

std::string recordingTablesFault(Database &database, int &code)
{
    Statement identity(database, "PRAGMA application_id");
    code = identity.step();
    if (code != SQLITE_ROW) {
        code = sqlite3_errcode(database.handle());
        return (code & 0xFF) == SQLITE_NOTADB ? "is no recording: it is not an SQLite file."
                                              : "can't be read: " + database.errorText() + '.';
    }
    code = SQLITE_OK;
    if (identity.number(0) != RecordingSchema::ApplicationId) {
        return "is an SQLite file, but no recording of this program.";
    }
    identity.reset();
    const std::int64_t version = database.number("PRAGMA user_version", 0);
    if (version > RecordingSchema::Version) {
        return "was written by a newer version of this program (form " + std::to_string(version)
            + "; this one reads forms up to " + std::to_string(RecordingSchema::Version) + ").";
    }
    // A view or a trigger under one of these names could do anything but end.
    Statement table(database, "SELECT sql FROM sqlite_schema WHERE name=?1 AND type='table'");
    const std::pair<const char *, const char *> tables[] = {
        {"meta", RecordingSchema::MetaTable},
        {"streams",
         version < RecordingSchema::FirstWithWatchers ? RecordingSchema::StreamsTableWithoutWatchers
                                                      : RecordingSchema::StreamsTable},
        {"entries", RecordingSchema::EntriesTable}};
    for (const auto &[name, sql] : tables) {
        table.bindText(1, name);
        const int result = table.step();
        if (result != SQLITE_ROW && result != SQLITE_DONE) {
            code = sqlite3_errcode(database.handle());
            return "can't be read: " + database.errorText() + '.';
        }
        if (result == SQLITE_DONE || table.bytes(0) != sql) {
            code = SQLITE_CORRUPT;
            return "is a recording whose tables are not as this program makes them.";
        }
        table.reset();
    }
    return {};
}

RecordingMetadata readRecordingMetadata(Database &database)
{
    RecordingMetadata result;
    Statement rows(database, "SELECT key, value FROM meta LIMIT 100");
    while (rows.step() == SQLITE_ROW) {
        const std::string key(rows.bytes(0));
        const auto text = [&rows] { return std::string(rows.bytes(1).substr(0, 4096)); };
        const auto time = [&rows] { return std::chrono::microseconds(rows.number(1)); };
        if (key == "program") {
            result.program = text();
        } else if (key == "profile") {
            result.profile = text();
        } else if (key == "user") {
            result.user = text();
        } else if (key == "url") {
            result.url = text();
        } else if (key == "api_url") {
            result.apiUrl = text();
        } else if (key == "started_at") {
            result.startedAt = time();
        } else if (key == "ended_at") {
            result.endedAt = time();
        } else if (key == "entries") {
            result.entries = static_cast<std::uint64_t>(std::max<std::int64_t>(rows.number(1), 0));
        }
    }
    return result;
}

std::optional<RecordingMetadata> readDamagedMetadata(const std::string &path)
{
    constexpr int Flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    Database database;
    if (database.open(immutableUri(path), Flags) != SQLITE_OK) {
        return std::nullopt;
    }
    database.limitSteps();
    // Makes SQLite read a file that is shorter than it says; nothing is written, for the connection
    // can't.
    database.execute("PRAGMA trusted_schema=OFF; PRAGMA writable_schema=ON");
    int code = SQLITE_OK;
    return recordingTablesFault(database, code).empty()
        ? std::optional(readRecordingMetadata(database))
        : std::nullopt;
}
