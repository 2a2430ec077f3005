// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchgroup.h"

#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsession.h"

#include <algorithm>

WatchGroup::WatchGroup(IoThread &io, Journal &journal, QObject *parent,
                       Centrifuge::TransportFactory transports)
    : QObject(parent)
    , m_feed(io, journal)
    , m_transports(std::move(transports))
{
    insert();
}

WatchGroup::~WatchGroup()
{
    for (const auto &session : m_sessions) {
        session->disconnect(this);
    }
}

QList<WatchSession *> WatchGroup::sessions() const
{
    QList<WatchSession *> all;
    for (const auto &session : m_sessions) {
        all.append(session.get());
    }
    return all;
}

std::vector<WatchRequest> WatchGroup::requests() const
{
    std::vector<WatchRequest> all;
    for (const auto &session : m_sessions) {
        all.push_back(session->request());
    }
    return all;
}

WatchSession *WatchGroup::find(const QString &watcher) const
{
    const auto found =
        std::find_if(m_sessions.cbegin(), m_sessions.cend(),
                     [&watcher](const auto &session) { return session->watcher() == watcher; });
    return found == m_sessions.cend() ? nullptr : found->get();
}

bool WatchGroup::contains(const WatchSession *session) const
{
    return std::any_of(m_sessions.cbegin(), m_sessions.cend(),
                       [session](const auto &each) { return each.get() == session; });
}

QString WatchGroup::freeName(const QString &wanted, const WatchSession *except) const
{
    return freeWatcherName(wanted, [&](const QString &name) {
        const WatchSession *holder = find(name);
        return holder != nullptr && holder != except;
    });
}

WatchSession *WatchGroup::add()
{
    if (count() >= MaxWatchers) {
        return nullptr;
    }
    WatchSession *session = insert();
    Q_EMIT added(session);
    return session;
}

WatchSession *WatchGroup::insert()
{
    WatchSession *session =
        m_sessions.emplace_back(std::make_unique<WatchSession>(m_feed, nullptr, m_transports))
            .get();
    connect(session, &WatchSession::statusChanged, this,
            [this, session] { Q_EMIT statusChanged(session); });
    connect(
        session, &WatchSession::channelChanged, this,
        [this, session](const ChannelStatus &status) { Q_EMIT channelChanged(session, status); });
    connect(session, &WatchSession::channelRemoved, this,
            [this, session](const QString &channel) { Q_EMIT channelRemoved(session, channel); });
    connect(session, &WatchSession::failed, this,
            [this, session](const Centrifuge::Error &error) { Q_EMIT failed(session, error); });
    connect(session, &WatchSession::timelineChanged, this,
            [this, session] { Q_EMIT timelineChanged(session); });
    connect(session, &WatchSession::closed, this, [this, session] { noteClosed(session); });
    return session;
}

void WatchGroup::remove(WatchSession *session)
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [session](const auto &each) { return each.get() == session; });
    if (found == m_sessions.end() || found == m_sessions.begin()) {
        return;
    }
    session->disconnect(this);
    m_leaving.push_back(std::move(*found));
    m_sessions.erase(found);
    m_closing.removeOne(session);
    connect(
        session, &WatchSession::closed, this, [this, session] { forget(session); },
        Qt::QueuedConnection);
    Q_EMIT removed(session);
    session->close();
}

void WatchGroup::forget(const WatchSession *session)
{
    std::erase_if(m_leaving, [session](const auto &each) { return each.get() == session; });
}

void WatchGroup::closeAll()
{
    m_closing.clear();
    for (const auto &session : m_sessions) {
        m_closing.append(session.get());
    }
    for (WatchSession *session : sessions()) {
        session->close();
    }
}

void WatchGroup::noteClosed(WatchSession *session)
{
    Q_EMIT closed(session);
    if (m_closing.removeOne(session) && m_closing.isEmpty()) {
        Q_EMIT allClosed();
    }
}

void WatchGroup::retryAll()
{
    for (WatchSession *session : sessions()) {
        session->retryNow();
    }
}

void WatchGroup::networkChanged()
{
    for (WatchSession *session : sessions()) {
        session->networkChanged();
    }
}

void WatchGroup::clearGaps()
{
    for (WatchSession *session : sessions()) {
        session->clearGaps();
    }
}

qsizetype WatchGroup::liveCount() const
{
    return std::count_if(m_sessions.cbegin(), m_sessions.cend(), [](const auto &session) {
        return session->status().state == SessionState::Live;
    });
}

quint64 WatchGroup::missingCount() const
{
    quint64 missing = 0;
    for (const auto &session : m_sessions) {
        missing += session->missingCount();
    }
    return missing;
}
