// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordbatch.h"

namespace {

std::size_t textSize(const Entry &entry)
{
    return entry.channel.size() + entry.epoch.size() + entry.payload.size() + entry.tags.size()
        + entry.info.size() + entry.watcher.size();
}

} // namespace

std::size_t RecordBatch::costOf(const Entry &entry)
{
    return textSize(entry) + sizeof(Row);
}

void RecordBatch::add(const Entry &entry)
{
    Row &row = m_rows.emplace_back();
    row.entry = entry;
    row.entry.channel = row.entry.epoch = row.entry.watcher = {};
    row.entry.payload = row.entry.tags = row.entry.info = {};
    row.position = m_bytes.size();
    row.channel = entry.channel.size();
    row.epoch = entry.epoch.size();
    row.payload = entry.payload.size();
    row.tags = entry.tags.size();
    row.info = entry.info.size();
    row.watcher = entry.watcher.size();
    for (const std::string_view part :
         {entry.channel, entry.epoch, entry.payload, entry.tags, entry.info, entry.watcher}) {
        m_bytes.append(part);
    }
}

void RecordBatch::clear()
{
    m_rows.clear();
    m_bytes.clear();
}

Entry RecordBatch::at(std::size_t index) const
{
    const Row &row = m_rows[index];
    Entry entry = row.entry;
    std::string_view rest = std::string_view(m_bytes).substr(row.position);
    const auto take = [&rest](std::size_t size) {
        const std::string_view part = rest.substr(0, size);
        rest.remove_prefix(size);
        return part;
    };
    entry.channel = take(row.channel);
    entry.epoch = take(row.epoch);
    entry.payload = take(row.payload);
    entry.tags = take(row.tags);
    entry.info = take(row.info);
    entry.watcher = take(row.watcher);
    return entry;
}
