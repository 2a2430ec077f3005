// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/streamtable.h"

#include <functional>

std::uint32_t StreamTable::intern(std::string_view channel, std::string_view epoch,
                                  std::string_view watcher)
{
    if (!m_streams.empty() && m_streams[m_last].channel == channel
        && m_streams[m_last].epoch == epoch && m_streams[m_last].watcher == watcher) {
        return m_last;
    }
    const auto found = m_index.find(Key{channel, epoch, watcher});
    if (found != m_index.end()) {
        m_last = found->second;
        return m_last;
    }
    m_last = static_cast<std::uint32_t>(m_streams.size());
    const Stream &stream = m_streams.emplace_back(
        Stream{std::string(channel), std::string(epoch), std::string(watcher)});
    m_index.emplace(Key{stream.channel, stream.epoch, stream.watcher}, m_last);
    m_textBytes += channel.size() + epoch.size() + watcher.size();
    return m_last;
}

void StreamTable::seal()
{
    m_index = {};
}

std::size_t StreamTable::memoryBytes() const
{
    constexpr std::size_t NodeBytes = sizeof(Key) + 4 * sizeof(void *); // as libstdc++ does it
    return m_textBytes + m_streams.size() * sizeof(Stream) + m_index.size() * NodeBytes;
}

std::size_t StreamTable::Hash::operator()(const Key &key) const
{
    const std::hash<std::string_view> hash;
    return (hash(key.channel) * 31 + hash(key.epoch)) * 31 + hash(key.watcher);
}
