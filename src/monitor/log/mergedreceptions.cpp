// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/mergedreceptions.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/roundtriptag.h"

#include <algorithm>
#include <functional>

using Match = MergedMessage::Match;

namespace {

Match matchOf(const Entry &row)
{
    if (row.offset != 0) {
        return Match::Offset;
    }
    return row.tags.find(RoundTripTagKey) != std::string_view::npos ? Match::Tag : Match::Bytes;
}

/** What equal messages have in common; the epoch is compared apart, as not every watcher knows it.
 */
std::string keyOf(const Entry &row, Match match)
{
    std::string key(1, char('0' + int(match)));
    key.append(std::to_string(row.channel.size())).append(1, ':').append(row.channel);
    if (match == Match::Offset) {
        return key.append(std::to_string(row.offset));
    }
    key.append(std::to_string(row.tags.size())).append(1, ':').append(row.tags);
    if (match == Match::Tag) {
        return key;
    }
    const std::size_t hash = std::hash<std::string_view>()(row.payload);
    return key.append(std::to_string(row.payloadSize()))
        .append(1, '/')
        .append(std::to_string(hash));
}

bool isUpState(SessionState state)
{
    return state == SessionState::Live || state == SessionState::Partial;
}

bool isPushed(const Entry &row)
{
    return (row.flags & (Recovered | Backlog | Fetched)) == 0;
}

} // namespace

std::optional<std::size_t> MergedReceptions::watcherOf(std::string_view name)
{
    const auto found = std::find(m_watchers.cbegin(), m_watchers.cend(), name);
    if (found != m_watchers.cend()) {
        return std::size_t(found - m_watchers.cbegin());
    }
    if (m_watchers.size() == MaxWatchers) {
        return std::nullopt;
    }
    m_watchers.emplace_back(name);
    return m_watchers.size() - 1;
}

MergedReceptions::Channel &MergedReceptions::channelOf(std::string_view name)
{
    const std::string key(name);
    if (m_channels.size() >= MaxChannels && !m_channels.contains(key)) {
        m_channels.erase(m_channels.begin());
    }
    return m_channels[key];
}

MergedReceptions::Subscriber &MergedReceptions::subscriberOf(std::string_view channel,
                                                             std::size_t watcher)
{
    std::vector<Subscriber> &subscribers = channelOf(channel).subscribers;
    if (subscribers.size() <= watcher) {
        subscribers.resize(watcher + 1);
    }
    return subscribers[watcher];
}

void MergedReceptions::setFiltered(const std::string &watcher, const std::string &channel,
                                   bool isFiltered)
{
    if (const auto index = watcherOf(watcher)) {
        subscriberOf(channel, *index).isFiltered = isFiltered;
    }
}

void MergedReceptions::add(const Entry &row)
{
    const bool isFollowed = row.kind == EntryKind::Publication || row.kind == EntryKind::Connection
        || row.kind == EntryKind::Subscription;
    const std::optional<std::size_t> watcher =
        isFollowed ? watcherOf(row.watcher) : std::optional<std::size_t>();
    if (!watcher) {
        return;
    }
    if (row.kind == EntryKind::Publication) {
        addPublication(row, *watcher);
    } else if (row.kind == EntryKind::Connection) {
        followConnection(row, *watcher);
    } else {
        followSubscription(row, *watcher);
    }
}

/** What is subscribed comes back with the connection, with rows of its own. */
void MergedReceptions::followConnection(const Entry &row, std::size_t watcher)
{
    if (isUpState(row.sessionState())) {
        return;
    }
    const WatcherState state =
        row.sessionState() == SessionState::Refused ? WatcherState::Refused : WatcherState::Away;
    for (auto &[name, channel] : m_channels) {
        if (watcher < channel.subscribers.size()
            && channel.subscribers[watcher].state != WatcherState::NotSubscribed) {
            channel.subscribers[watcher].state = state;
        }
    }
}

void MergedReceptions::followSubscription(const Entry &row, std::size_t watcher)
{
    Subscriber &subscriber = subscriberOf(row.channel, watcher);
    switch (row.channelState()) {
    case ChannelState::Subscribed:
        subscriber.state = WatcherState::Subscribed;
        if (row.offset != 0) {
            subscriber.epoch = row.epoch;
        }
        break;
    case ChannelState::Subscribing:
        subscriber.state = WatcherState::Away;
        break;
    case ChannelState::Unsubscribed:
        subscriber.state = row.code() != 0 ? WatcherState::Refused : WatcherState::NotSubscribed;
        break;
    }
}

void MergedReceptions::addPublication(const Entry &row, std::size_t watcher)
{
    Subscriber &subscriber = subscriberOf(row.channel, watcher);
    if (isPushed(row)) {
        subscriber.state = WatcherState::Subscribed; // as in a recording that began later
    }
    if (row.offset != 0 && (subscriber.epoch != row.epoch || row.offset > subscriber.offset)) {
        subscriber.epoch = row.epoch;
        subscriber.offset = row.offset;
    }
    const Match match = matchOf(row);
    const std::string key = keyOf(row, match);
    const std::optional<std::uint64_t> same = findSame(key, row, watcher);
    if (!same) {
        begin(key, row, match);
    }
    const std::uint64_t number = same ? *same : m_dropped + m_messages.size() - 1;
    MergedMessage &message = m_messages[std::size_t(number - m_dropped)];
    if (message.epoch.empty()) {
        message.epoch = row.epoch;
    }
    message.receptions.push_back({watcher, row.number, row.monotonic - message.first, row.flags});
    noteChange(number);
}

/** The oldest message with that key that this watcher has not received. Twice by one watcher are
 * two messages, except by offset: then one of them was fetched. */
std::optional<std::uint64_t> MergedReceptions::findSame(const std::string &key, const Entry &row,
                                                        std::size_t watcher) const
{
    const auto alike = m_byKey.find(key);
    if (alike == m_byKey.cend()) {
        return std::nullopt;
    }
    for (const std::uint64_t number : alike->second) {
        const MergedMessage &message = m_messages[std::size_t(number - m_dropped)];
        const bool isOther =
            !message.epoch.empty() && !row.epoch.empty() && message.epoch != row.epoch;
        const bool isOld = message.match == Match::Bytes
            && row.monotonic - message.first > std::chrono::nanoseconds(LikelyWithin);
        const bool isTaken =
            message.match != Match::Offset && receptionOf(message, watcher) != nullptr;
        if (!isOther && !isOld && !isTaken) {
            return number;
        }
    }
    return std::nullopt;
}

void MergedReceptions::dropOldest()
{
    const auto alike = m_byKey.find(m_keys.front());
    if (alike != m_byKey.end()) {
        if (alike->second.front() == m_dropped) {
            alike->second.erase(alike->second.begin());
        }
        if (alike->second.empty()) {
            m_byKey.erase(alike);
        }
    }
    m_messages.pop_front();
    m_keys.pop_front();
    ++m_dropped;
}

void MergedReceptions::begin(const std::string &key, const Entry &row, Match match)
{
    if (m_messages.size() == MaxMessages) {
        dropOldest();
    }
    MergedMessage message;
    message.channel = row.channel;
    message.epoch = row.epoch;
    message.offset = row.offset;
    message.payloadSize = std::size_t(row.payloadSize());
    message.first = row.monotonic;
    message.wall = row.wall;
    message.match = match;
    for (const Subscriber &subscriber : channelOf(row.channel).subscribers) {
        message.states.push_back(stateFor(subscriber, row));
    }
    std::vector<std::uint64_t> &alike = m_byKey[key];
    if (alike.size() == MaxAlike) {
        alike.erase(alike.begin());
    }
    alike.push_back(m_dropped + m_messages.size());
    m_messages.push_back(std::move(message));
    m_keys.push_back(key);
}

/** Of an old message: whoever is further may have received it when nobody looked. */
MergedMessage::WatcherState MergedReceptions::stateFor(const Subscriber &subscriber,
                                                       const Entry &first)
{
    const bool isAhead = first.offset == 0 || subscriber.epoch != first.epoch
        || subscriber.offset >= first.offset || subscriber.offset == 0;
    return !isPushed(first) && isAhead && subscriber.state == WatcherState::Subscribed
        ? WatcherState::Unknown
        : subscriber.state;
}

void MergedReceptions::noteChange(std::uint64_t number)
{
    m_oldestChange = m_oldestChange ? std::min(*m_oldestChange, number) : number;
}

std::optional<std::size_t> MergedReceptions::takeChanged()
{
    if (!m_oldestChange) {
        return std::nullopt;
    }
    const std::uint64_t number = std::max(*m_oldestChange, m_dropped);
    m_oldestChange.reset();
    return std::size_t(number - m_dropped);
}

void MergedReceptions::clear()
{
    *this = MergedReceptions();
}

const Reception *MergedReceptions::receptionOf(const MergedMessage &message, std::size_t watcher)
{
    const auto found =
        std::find_if(message.receptions.cbegin(), message.receptions.cend(),
                     [watcher](const Reception &each) { return each.watcher == watcher; });
    return found == message.receptions.cend() ? nullptr : &*found;
}

MergedReceptions::Mark MergedReceptions::markOf(const MergedMessage &message, std::size_t watcher,
                                                std::chrono::nanoseconds now) const
{
    if (receptionOf(message, watcher) != nullptr) {
        return Mark::Received;
    }
    const WatcherState state =
        watcher < message.states.size() ? message.states[watcher] : WatcherState::NotSubscribed;
    switch (state) {
    case WatcherState::NotSubscribed:
        return Mark::NotSubscribed;
    case WatcherState::Refused:
        return Mark::Refused;
    case WatcherState::Away:
        return Mark::Away;
    case WatcherState::Unknown:
        return Mark::Unknown;
    case WatcherState::Subscribed:
        break;
    }
    const auto channel = m_channels.find(message.channel);
    if (channel == m_channels.cend() || watcher >= channel->second.subscribers.size()) {
        return Mark::NotYet;
    }
    const Subscriber &subscriber = channel->second.subscribers[watcher];
    if (subscriber.isFiltered) {
        return Mark::Unknown;
    }
    const bool isPassed = message.offset != 0 && subscriber.offset > message.offset
        && (subscriber.epoch == message.epoch || subscriber.epoch.empty() || message.epoch.empty());
    const bool isLate = now - message.first > std::chrono::nanoseconds(MissingAfter);
    if (!isPassed && subscriber.state != WatcherState::Subscribed) {
        return subscriber.state == WatcherState::Refused ? Mark::Refused
                                                         : Mark::Away; // may be recovered
    }
    return isPassed || isLate ? Mark::Missing : Mark::NotYet;
}
