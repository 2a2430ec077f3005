// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

struct Entry;

/** One message of one watcher's. */
struct Reception
{
    std::size_t watcher = 0; ///< index in MergedReceptions::watchers()
    std::uint64_t row = 0; ///< number of its entry
    std::chrono::nanoseconds delay{0}; ///< after the first reception
    std::uint8_t flags = 0; ///< EntryFlag
};

/** One message as all watchers received it, or not. */
struct MergedMessage
{
    /** Why the receptions count as one message. */
    enum class Match : std::uint8_t {
        Offset, ///< channel, epoch and offset
        Tag, ///< the tag of a round trip
        Bytes ///< the same bytes within a short time: only likely
    };
    /** Of a watcher, in the channel, when the first reception came. */
    enum class WatcherState : std::uint8_t {
        NotSubscribed,
        Subscribed,
        Refused,
        Away,
        Unknown ///< the first reception was of an old message
    };

    std::string channel;
    std::string epoch;
    std::uint64_t offset = 0;
    std::size_t payloadSize = 0;
    std::chrono::nanoseconds first{0}; ///< monotonic
    std::chrono::microseconds wall{0}; ///< of the first reception
    Match match = Match::Offset;
    std::vector<Reception> receptions; ///< in the order they came
    std::vector<WatcherState> states; ///< by watcher; of those known then

    std::uint64_t firstRow() const { return receptions.front().row; }
};

/**
 * Puts the receptions of a message by several watchers together, row by row, in bounded memory: the
 * newest MaxMessages. It knows a log's rows and nothing else, so a recording is merged as well.
 * Main thread.
 */
class MergedReceptions
{
public:
    static constexpr std::size_t MaxMessages = 20'000;
    static constexpr std::size_t MaxWatchers = 200; ///< rows of others are left out
    static constexpr std::size_t MaxAlike = 64; ///< messages of equal bytes that are compared
    static constexpr std::size_t MaxChannels = 20'000; ///< whose subscriptions are known
    /** Equal bytes count as one message within this time. */
    static constexpr std::chrono::seconds LikelyWithin{2};
    /** A message that did not come for so long is missing, if nothing has shown it before. */
    static constexpr std::chrono::seconds MissingAfter{5};

    enum class Mark : std::uint8_t {
        Received,
        NotYet, ///< subscribed, and it may still come
        Missing, ///< subscribed, and a later message came, or none for MissingAfter
        NotSubscribed,
        Refused, ///< the server refused the subscription, or the connection
        Away, ///< the connection was interrupted
        Unknown ///< it may have been filtered out, or have come long before
    };

    /** The next row of the log. */
    void add(const Entry &row);
    void clear();
    /** Whether a watcher's messages of a channel are filtered by the server, so that a missing one
     * proves nothing. */
    void setFiltered(const std::string &watcher, const std::string &channel, bool isFiltered);

    /** Their names, in the order in which they were first seen. */
    const std::vector<std::string> &watchers() const { return m_watchers; }
    std::size_t size() const { return m_messages.size(); }
    /** How many were dropped at the front. */
    std::uint64_t dropped() const { return m_dropped; }
    /** From the oldest, by the first reception. */
    const MergedMessage &at(std::size_t index) const { return m_messages[index]; }
    /** `now` is monotonic; of a recording the time of its last row. */
    Mark markOf(const MergedMessage &message, std::size_t watcher,
                std::chrono::nanoseconds now) const;
    /** The reception of a watcher; null if there is none. */
    static const Reception *receptionOf(const MergedMessage &message, std::size_t watcher);
    /** The index of the oldest message that was added or changed since the last call; nullopt if
     * none was. Messages were dropped at the front where dropped() has grown. */
    std::optional<std::size_t> takeChanged();

private:
    using WatcherState = MergedMessage::WatcherState;
    /** What is known of a watcher in a channel. */
    struct Subscriber
    {
        WatcherState state = WatcherState::NotSubscribed;
        std::string epoch; ///< of `offset`
        std::uint64_t offset = 0; ///< the highest that came
        bool isFiltered = false;
    };
    struct Channel
    {
        std::vector<Subscriber> subscribers; ///< by watcher
    };

    std::optional<std::size_t> watcherOf(std::string_view name);
    Channel &channelOf(std::string_view name);
    Subscriber &subscriberOf(std::string_view channel, std::size_t watcher);
    void followConnection(const Entry &row, std::size_t watcher);
    void followSubscription(const Entry &row, std::size_t watcher);
    void addPublication(const Entry &row, std::size_t watcher);
    void dropOldest();
    static WatcherState stateFor(const Subscriber &subscriber, const Entry &first);
    std::optional<std::uint64_t> findSame(const std::string &key, const Entry &row,
                                          std::size_t watcher) const;
    void begin(const std::string &key, const Entry &row, MergedMessage::Match match);
    void noteChange(std::uint64_t number);

    std::vector<std::string> m_watchers;
    std::unordered_map<std::string, Channel> m_channels;
    std::deque<MergedMessage> m_messages;
    std::deque<std::string> m_keys; ///< of the messages
    std::uint64_t m_dropped = 0; ///< also the number of the oldest message
    /** Numbers of messages, ascending; the newest MaxAlike of each key. */
    std::unordered_map<std::string, std::vector<std::uint64_t>> m_byKey;
    std::optional<std::uint64_t> m_oldestChange;
};
