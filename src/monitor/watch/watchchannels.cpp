// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchchannels.h"

#include "monitor/entry/entry.h"
#include "monitor/watch/channelprogress.h"

#include <utility>

QStringList WatchChannels::replace(const QStringList &channels)
{
    const Statuses before = std::exchange(m_list, {});
    const Index known = std::exchange(m_index, {});
    m_lastFound = nullptr;
    m_serverSide = 0;
    m_requested.clear();
    for (const QString &channel : channels) {
        if (channel.isEmpty() || contains(channel)) {
            continue;
        }
        const auto found = known.find(channel.toStdString());
        ChannelStatus status = found == known.end() ? ChannelStatus() : *found->second;
        status.channel = channel;
        status.isRequested = true;
        status.isServerSide = false; // until the server says so
        append(std::move(status));
    }
    QStringList gone;
    for (const ChannelStatus &status : before) {
        if (!contains(status.channel)) {
            gone.append(status.channel);
        }
    }
    return gone;
}

const ChannelStatus *WatchChannels::add(const QString &channel, ChannelState state)
{
    if (channel.isEmpty()) {
        return nullptr;
    }
    ChannelStatus *known = find(channel.toStdString());
    if (known == nullptr) {
        return append(channel, state, true);
    }
    if (std::exchange(known->isRequested, true)) {
        return nullptr;
    }
    --m_serverSide;
    m_requested.add(known->state);
    return known;
}

ChannelStatus *WatchChannels::append(const QString &channel, ChannelState state, bool isRequested)
{
    ChannelStatus status;
    status.channel = channel;
    status.state = state;
    status.isRequested = isRequested;
    status.isServerSide = !isRequested;
    append(std::move(status));
    return &m_list.back();
}

void WatchChannels::setState(ChannelStatus &status, ChannelState state)
{
    if (status.isRequested) {
        m_requested.change(status.state, state);
    }
    status.state = state;
}

void WatchChannels::append(ChannelStatus status)
{
    if (status.isRequested) {
        m_requested.add(status.state);
    } else {
        ++m_serverSide;
    }
    std::string name = status.channel.toStdString();
    m_index.emplace(std::move(name), m_list.insert(m_list.end(), std::move(status)));
}

bool WatchChannels::remove(const QString &channel)
{
    const std::string name = channel.toStdString();
    const ChannelStatus *status = find(name);
    if (status == nullptr
        || (!status->isRequested && status->state != ChannelState::Unsubscribed)) {
        return false;
    }
    erase(name);
    return true;
}

void WatchChannels::erase(std::string_view channel)
{
    const auto place = m_index.find(channel);
    if (const ChannelStatus &status = *place->second; status.isRequested) {
        m_requested.remove(status.state);
    } else {
        --m_serverSide;
    }
    m_lastFound = nullptr;
    m_list.erase(place->second);
    m_index.erase(place);
}

ChannelStatus *WatchChannels::find(std::string_view channel)
{
    if (m_lastFound == nullptr || m_lastFound->first != channel) { // most come in runs
        const auto found = m_index.find(channel);
        if (found == m_index.end()) {
            return nullptr;
        }
        m_lastFound = &*found;
    }
    return &*m_lastFound->second;
}

const ChannelStatus *WatchChannels::find(const QString &channel) const
{
    const auto found = m_index.find(channel.toStdString());
    return found == m_index.end() ? nullptr : &*found->second;
}

ChannelStatus *WatchChannels::addServerSide(const Entry &arrival)
{
    const bool isEnd = arrival.kind == EntryKind::Subscription
        && arrival.channelState() == ChannelState::Unsubscribed;
    if ((arrival.flags & ServerSide) == 0 || isEnd || arrival.channel.empty()
        || m_serverSide >= MaxServerSide) {
        return nullptr;
    }
    return append(QString::fromUtf8(arrival.channel), ChannelState::Subscribed, false);
}

const ChannelStatus *WatchChannels::track(const Entry &arrival)
{
    ChannelStatus *status = find(arrival.channel);
    const bool isKnown = status != nullptr;
    if (!isKnown) {
        status = addServerSide(arrival);
    }
    if (status == nullptr) {
        return nullptr; // of the connection, or removed meanwhile
    }
    switch (arrival.kind) {
    case EntryKind::Publication:
        trackPublication(*status, arrival);
        if ((arrival.flags & Fetched) != 0 && m_missing.fetched(arrival) && status->missing > 0) {
            --status->missing;
        }
        return isKnown ? nullptr : status;
    case EntryKind::Subscription:
        return trackState(*status, arrival);
    case EntryKind::Gap:
    case EntryKind::PossibleGap:
        endBackfill(*status, arrival);
        addGap(*status, arrival);
        return status;
    case EntryKind::Fetch:
        endFetch(*status, arrival, endBackfill(*status, arrival));
        return status;
    default:
        return nullptr;
    }
}

void WatchChannels::addGap(ChannelStatus &status, const Entry &arrival)
{
    const std::optional<OffsetGap> gap = gapOf(arrival);
    if (arrival.kind == EntryKind::PossibleGap) {
        status.hasPossibleGap = true;
        status.newestGap = gap ? gap : status.newestGap;
        return;
    }
    status.hasGap = true;
    status.missing += arrival.count();
    status.newestGap = gap;
    m_missing.add(arrival);
}

/** What could not be fetched is missing still, unless that was acknowledged. `ended` is what was
 * fetched by itself. */
void WatchChannels::endFetch(ChannelStatus &status, const Entry &arrival,
                             const std::optional<OffsetGap> &ended)
{
    const auto state = arrival.fetchState();
    const bool isOther = ended && status.newestGap
        && (ended->until != status.newestGap->until || ended->epoch != status.newestGap->epoch);
    if (state == FetchState::Complete && isOther) {
        return; // the one that is shown is missing still
    }
    status.newestGap = gapOf(arrival);
    const bool isAvailable = state == FetchState::Available && status.newestGap;
    status.sinceLastWatched = isAvailable ? status.newestGap->until - status.newestGap->after : 0;
    if (!isAvailable) {
        status.hasPossibleGap =
            state != FetchState::Complete && (status.hasPossibleGap || status.hasGap);
        status.hasGap = status.hasGap && status.missing > 0;
    }
}

const ChannelStatus *WatchChannels::trackState(ChannelStatus &status, const Entry &arrival)
{
    setState(status, arrival.channelState());
    status.isServerSide = (arrival.flags & ServerSide) != 0;
    status.code = arrival.code();
    status.layer = arrival.errorLayer();
    status.reason = QString::fromUtf8(arrival.payload);
    if (status.state == ChannelState::Subscribed) {
        status.awaitsBacklog = false;
        trackSubscribed(status, arrival);
    }
    status.epochChanges += (arrival.flags & EpochChanged) != 0 ? 1 : 0;
    if (status.isRequested || status.state != ChannelState::Unsubscribed) {
        return &status;
    }
    m_ended = status;
    erase(arrival.channel);
    return &m_ended;
}

const ChannelStatus *WatchChannels::addDuplicates(const QString &channel, quint64 count)
{
    const auto found = m_index.find(channel.toStdString());
    if (found == m_index.end()) {
        return nullptr;
    }
    found->second->duplicates += count;
    return &*found->second;
}

void WatchChannels::setAll(ChannelState state)
{
    for (ChannelStatus &status : m_list) {
        setState(status, state);
        status.code = 0;
        status.layer = Centrifuge::ErrorLayer::Local;
        status.reason.clear();
    }
}

QList<ChannelStatus> WatchChannels::endAll()
{
    QList<ChannelStatus> ended;
    for (ChannelStatus &status : m_list) {
        if (status.state != ChannelState::Unsubscribed) {
            setState(status, ChannelState::Unsubscribed);
            status.code = 0;
            status.layer = Centrifuge::ErrorLayer::Local;
            status.reason.clear();
            ended.append(status);
        }
    }
    return ended;
}

QHash<QString, KeptPosition> WatchChannels::positions() const
{
    QHash<QString, KeptPosition> positions;
    for (const ChannelStatus &status : m_list) {
        if (status.position) {
            positions.insert(status.channel, *status.position);
        }
    }
    return positions;
}

void WatchChannels::forgetPositions()
{
    for (ChannelStatus &status : m_list) {
        status.position.reset();
    }
}

void WatchChannels::awaitBacklog(const QStringList &channels)
{
    for (const QString &channel : channels) {
        if (ChannelStatus *status = find(channel.toStdString())) {
            status->awaitsBacklog = true;
        }
    }
}

QStringList WatchChannels::awaitingBacklog() const
{
    QStringList names;
    for (const ChannelStatus &status : m_list) {
        if (status.awaitsBacklog) {
            names.append(status.channel);
        }
    }
    return names;
}

ChannelStatus WatchChannels::clearGap(const QString &channel)
{
    if (ChannelStatus *status = find(channel.toStdString())) {
        status->newestGap.reset();
    }
    return acknowledgeGap(channel);
}

ChannelStatus WatchChannels::acknowledgeGap(const QString &channel)
{
    const auto found = m_index.find(channel.toStdString());
    if (found == m_index.end()) {
        return {};
    }
    ChannelStatus &status = *found->second;
    status.hasGap = false;
    status.missing = 0;
    status.hasPossibleGap = false;
    status.sinceLastWatched = 0;
    return status;
}

QStringList WatchChannels::namesWithGap() const
{
    QStringList names;
    for (const ChannelStatus &status : m_list) {
        if (status.hasGap || status.hasPossibleGap || status.newestGap) {
            names.append(status.channel);
        }
    }
    return names;
}

QStringList WatchChannels::unsubscribedNames() const
{
    QStringList names;
    for (const ChannelStatus &status : m_list) {
        if (status.isRequested && status.state == ChannelState::Unsubscribed) {
            names.append(status.channel);
        }
    }
    return names;
}

QStringList WatchChannels::names() const
{
    QStringList names;
    for (const ChannelStatus &status : m_list) {
        if (status.isRequested) {
            names.append(status.channel);
        }
    }
    return names;
}
