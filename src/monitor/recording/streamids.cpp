// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/streamids.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace {

/** So many are remembered; further ones are looked up in the file. */
constexpr std::size_t MaxKnownStreams = 100'000;

std::array<std::string_view, 3> columnsOf(const Entry &entry)
{
    return {entry.channel, entry.epoch, entry.watcher};
}

void setKey(std::string &key, const Entry &entry)
{
    key.clear();
    for (const std::string_view text : columnsOf(entry)) {
        key.append(std::to_string(text.size())).append(1, ':').append(text);
    }
}

} // namespace

StreamIds::StreamIds(Database &database)
    : m_add(database, "INSERT OR IGNORE INTO streams(channel, epoch, watcher) VALUES(?1,?2,?3)")
    , m_find(database, "SELECT id FROM streams WHERE channel=?1 AND epoch=?2 AND watcher=?3")
{
}

std::int64_t StreamIds::idOf(const Entry &entry)
{
    const auto columns = columnsOf(entry);
    if (m_id != 0 && std::ranges::equal(columns, m_newest)) {
        return m_id;
    }
    std::ranges::copy(columns, m_newest.begin());
    setKey(m_key, entry);
    const auto known = m_ids.find(m_key);
    if (known != m_ids.end()) {
        m_id = known->second;
        return m_id;
    }
    m_id = readId(entry);
    if (m_ids.size() >= MaxKnownStreams) {
        m_ids.clear();
    }
    if (m_id != 0) {
        m_ids.emplace(m_key, m_id);
    }
    return m_id;
}

std::int64_t StreamIds::readId(const Entry &entry)
{
    for (Statement *statement : {&m_add, &m_find}) {
        int column = 0;
        for (const std::string_view text : columnsOf(entry)) {
            statement->bindText(++column, text);
        }
    }
    std::int64_t id = 0;
    if (m_add.run() == SQLITE_OK && m_find.step() == SQLITE_ROW) {
        id = m_find.number(0);
    }
    m_find.reset();
    return id;
}

void StreamIds::forget()
{
    m_ids.clear();
    m_id = 0;
}
