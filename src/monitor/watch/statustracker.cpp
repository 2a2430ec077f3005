// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/statustracker.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/eventtext.h"
#include "monitor/watch/sessiontext.h"

void StatusTracker::start(const QString &user, ChannelState state)
{
    m_status = {};
    m_status.user = user;
    m_channels.setAll(state);
    m_status.channels = m_channels.requested();
}

void StatusTracker::track(const Entry &arrival, std::vector<SessionChange> &changes)
{
    if (arrival.kind == EntryKind::Connection) {
        trackConnection(arrival, changes);
    } else if (arrival.kind == EntryKind::Error && arrival.channel.empty()) {
        changes.emplace_back(entryError(arrival));
    } else if (const ChannelStatus *changed = m_channels.track(arrival)) {
        changes.emplace_back(*changed);
    }
}

void StatusTracker::trackConnection(const Entry &arrival, std::vector<SessionChange> &changes)
{
    m_status.state = arrival.sessionState();
    m_status.code = arrival.code();
    m_status.layer = arrival.errorLayer();
    m_status.reason = QString::fromUtf8(arrival.payload);
    m_status.channels = m_channels.requested();
    if (m_status.state != SessionState::Connecting) {
        m_status.retryAttempt = 0;
        m_status.retryAt.reset();
    }
    if (isUp(m_status.state)) {
        changes.emplace_back(m_status);
        return;
    }
    m_status.tokenExpiresAt.reset();
    changes.emplace_back(m_status);
    for (const ChannelStatus &ended : m_channels.endAll()) {
        changes.emplace_back(ended);
    }
}

void StatusTracker::countChannels(std::vector<SessionChange> &changes)
{
    const SubscriptionTally before = std::exchange(m_status.channels, m_channels.requested());
    if (m_status.state == SessionState::Partial && m_status.channels != before) {
        changes.emplace_back(m_status);
    }
}

bool StatusTracker::setRetry(int attempt, std::chrono::nanoseconds at)
{
    if (m_status.state != SessionState::Connecting) {
        return false;
    }
    m_status.retryAttempt = attempt;
    m_status.retryAt = at;
    return true;
}

bool StatusTracker::setTokenExpiry(std::optional<std::chrono::microseconds> expiresAt)
{
    if (!isUp(m_status.state)) {
        return false;
    }
    m_status.tokenExpiresAt = expiresAt;
    return true;
}

std::vector<SessionChange> StatusTracker::addDuplicates(const QHash<QString, quint64> &counts)
{
    std::vector<SessionChange> changes;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (const ChannelStatus *changed = m_channels.addDuplicates(count.key(), count.value())) {
            changes.emplace_back(*changed);
        }
    }
    return changes;
}
