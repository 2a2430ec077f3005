// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/proofwatchers.h"

#include "monitor/publish/expectedreceipts.h"
#include "monitor/publish/receiptbook.h"
#include "monitor/publish/roundtriptracker.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

#include <algorithm>

ProofWatchers::ProofWatchers(WatchGroup &group, const QString &channel)
    : m_group(group)
    , m_channel(channel)
{
}

void ProofWatchers::start(WatchRequest request, const QStringList &users)
{
    if (users.size() < 2) {
        m_group.first().start(request);
        return;
    }
    for (qsizetype i = 0; i < users.size(); ++i) {
        request.user = users.at(i);
        request.watcher = m_group.freeName(watcherName(request));
        WatchSession *session = i == 0 ? &m_group.first() : m_group.add();
        session->start(request);
    }
}

bool ProofWatchers::isLoss(const Entry &entry) const
{
    if (entry.kind == EntryKind::Connection) {
        return entry.sessionState() == SessionState::Refused;
    }
    // Not of other channels, which the server subscribed by itself.
    return entry.kind == EntryKind::Subscription && entry.code() != 0
        && entry.channelState() == ChannelState::Unsubscribed
        && m_channel == QString::fromUtf8(entry.channel);
}

bool ProofWatchers::follow(const Entry &entry)
{
    if (!isLoss(entry)) {
        return false;
    }
    m_lost.insert(of(entry).watcher());
    return true;
}

bool ProofWatchers::areAllLost() const
{
    return m_lost.size() == m_group.count();
}

bool ProofWatchers::areAllDecided() const
{
    return std::ranges::all_of(m_group.sessions(), [this](const WatchSession *session) {
        return m_lost.contains(session->watcher()) || session->status().state == SessionState::Live;
    });
}

const WatchSession &ProofWatchers::of(const Entry &entry) const
{
    const WatchSession *session = m_group.find(QString::fromUtf8(entry.watcher));
    return session != nullptr ? *session : m_group.first();
}

WatcherReceipts ProofWatchers::receiptsOf(const Centrifuge::PublishRequest &request) const
{
    return m_group.count() > 1 ? expectedReceipts(m_group, request) : WatcherReceipts();
}

void ProofWatchers::judge(RoundTrip &trip)
{
    endReceipts(trip);
    const bool isSeen =
        trip.state == RoundTrip::State::Proven || trip.state == RoundTrip::State::Likely;
    if (isSeen && seenCount(trip.watchers) < qsizetype(trip.watchers.size())) {
        trip.state = RoundTrip::State::NotSeen;
    }
}
