// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/watchprogress.h"

#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsession.h"

#include <algorithm>

WatchProgress::WatchProgress(const std::vector<WatchRequest> &requests)
{
    for (const WatchRequest &request : requests) {
        m_watchers.push_back({request.watcher.toStdString(), RemainingChannels(request.channels)});
    }
}

WatchProgress::Meaning WatchProgress::follow(const Entry &entry)
{
    const auto watcher = std::ranges::find(m_watchers, entry.watcher, &Watcher::name);
    if (watcher == m_watchers.end()) {
        return Meaning::GoesOn;
    }
    if (entry.kind == EntryKind::Subscription) {
        return followChannel(*watcher, entry);
    }
    watcher->state = entry.sessionState();
    if (watcher->state == SessionState::Disabled) {
        return Meaning::Disabled;
    }
    return watcher->state == SessionState::Refused ? loss() : Meaning::GoesOn;
}

WatchProgress::Meaning WatchProgress::followChannel(Watcher &watcher, const Entry &entry) const
{
    watcher.channels.follow(entry);
    // Code 0: unsubscribed by us. All other codes are final; temporary ones stay in Subscribing.
    const bool isEnded = entry.channelState() == ChannelState::Unsubscribed && entry.code() != 0;
    const bool isServers = (entry.flags & ServerSide) != 0; // may come and go
    return isEnded && !isServers ? loss() : Meaning::GoesOn;
}

WatchProgress::Meaning WatchProgress::loss() const
{
    return std::ranges::all_of(m_watchers, &Watcher::isOver) ? Meaning::LosesAll
                                                             : Meaning::LosesSome;
}

bool WatchProgress::isRefused(std::string_view watcher) const
{
    const auto found = std::ranges::find(m_watchers, watcher, &Watcher::name);
    return found != m_watchers.end() && found->state == SessionState::Refused;
}

QStringList WatchProgress::notIn(SessionState state) const
{
    QStringList names;
    for (const Watcher &watcher : m_watchers) {
        if (watcher.state != state) {
            names += QString::fromStdString(watcher.name);
        }
    }
    return names;
}

std::vector<std::string> WatchProgress::up() const
{
    std::vector<std::string> names;
    for (const Watcher &watcher : m_watchers) {
        if (isUp(watcher.state)) {
            names.push_back(watcher.name);
        }
    }
    return names;
}
