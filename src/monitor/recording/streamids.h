// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/recording/database.h"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>

/** The ids of the streams (channel, epoch and watcher) in a recording that is being written; adds
 * those that are new to its table. Used by RecordingWriter only. */
class StreamIds
{
public:
    StreamIds() = default;
    /** `database` outlives it. */
    explicit StreamIds(Database &database);

    /** Of the entry's stream; 0 where SQLite failed. */
    std::int64_t idOf(const Entry &entry);
    /** After a rollback: streams that were added may be gone. */
    void forget();

private:
    std::int64_t readId(const Entry &entry);

    Statement m_add;
    Statement m_find;
    std::unordered_map<std::string, std::int64_t> m_ids;
    std::array<std::string, 3> m_newest; // stream; neighbours mostly share it
    std::int64_t m_id = 0; // of the newest; 0 for none
    std::string m_key;
};
