// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

/**
 * The streams that occur in one segment, each kept once: channel, epoch, and whose connection it
 * is. Every segment owns its own table, so that channels which come and go are forgotten with the
 * segment they were seen in.
 */
class StreamTable
{
public:
    StreamTable() = default;
    StreamTable(const StreamTable &) = delete;
    StreamTable &operator=(const StreamTable &) = delete;
    StreamTable(StreamTable &&) = default; // the texts stay where they are
    StreamTable &operator=(StreamTable &&) = default;

    /** The number of the stream, the same for equal ones. */
    std::uint32_t intern(std::string_view channel, std::string_view epoch,
                         std::string_view watcher = {});
    /** Lets go of what only intern() needs; no stream may follow. */
    void seal();

    std::string_view channel(std::uint32_t stream) const { return m_streams[stream].channel; }
    std::string_view epoch(std::uint32_t stream) const { return m_streams[stream].epoch; }
    std::string_view watcher(std::uint32_t stream) const { return m_streams[stream].watcher; }
    std::size_t size() const { return m_streams.size(); }
    std::size_t memoryBytes() const;

private:
    struct Stream
    {
        std::string channel;
        std::string epoch;
        std::string watcher;
    };
    /** Views into m_streams, a deque because its elements never move. */
    struct Key
    {
        std::string_view channel;
        std::string_view epoch;
        std::string_view watcher;

        friend bool operator==(const Key &, const Key &) = default;
    };
    struct Hash
    {
        std::size_t operator()(const Key &key) const;
    };

    std::deque<Stream> m_streams;
    std::unordered_map<Key, std::uint32_t, Hash> m_index;
    std::uint32_t m_last = 0; // neighbours mostly are of the same stream
    std::size_t m_textBytes = 0;
};
