// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/watcherlist.h"

#include "monitor/profile/logmask.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

#include <algorithm>

namespace {

/** The request for the same server and profile, with nothing that belongs to a user. */
WatchRequest sharedRequest(const WatchRequest &first)
{
    WatchRequest request = first;
    request.lastWatched.clear();
    request.backlogChannels.clear();
    return request;
}

} // namespace

WatcherList::WatcherList(WatchGroup &group, QObject *parent)
    : QObject(parent)
    , m_group(group)
{
}

QString WatcherList::whyNoMore() const
{
    return m_group.count() < WatchGroup::MaxWatchers
        ? QString()
        : tr("There are %1 watchers already, the most that are watched side by side: remove one "
             "first.")
              .arg(WatchGroup::MaxWatchers);
}

WatchSession *WatcherList::add(const WatcherIdentity &identity)
{
    WatchSession *session = m_group.add();
    if (session != nullptr) {
        m_watchers.push_back({session, identity});
        start(m_watchers.back(), channelsFor(identity));
    }
    return session;
}

/** The personal channel of the first watcher's user becomes that of the other. */
QStringList WatcherList::channelsFor(const WatcherIdentity &identity) const
{
    QStringList channels;
    const QString first = personalChannel(m_group.first().status().user);
    const QString user = userOf(requestOf(identity));
    for (const ChannelStatus &status : m_group.first().channels()) {
        if (status.isRequested) {
            channels.append(status.channel == first && !user.isEmpty() ? personalChannel(user)
                                                                       : status.channel);
        }
    }
    return channels;
}

WatchRequest WatcherList::requestOf(const WatcherIdentity &identity) const
{
    WatchRequest request = sharedRequest(m_group.first().request());
    switch (identity.kind) {
    case WatcherIdentity::Kind::User:
        request.user = identity.user;
        request.connection.token = Secret();
        request.connection.withoutToken = false;
        break;
    case WatcherIdentity::Kind::Token:
        request.user.clear();
        request.connection.token = identity.token;
        request.connection.withoutToken = false;
        break;
    case WatcherIdentity::Kind::Node:
        request.connection.webSocketUrl = identity.node;
        request.connection.otherWebSocketUrls.clear();
        break;
    case WatcherIdentity::Kind::Profile:
        request.connection = identity.target.connection;
        request.profile = identity.target.profile;
        request.user = identity.user;
        request.timeToLive = identity.target.tokenLifetime;
        request.wireFormat = identity.target.wireFormat;
        request.channelOptions = identity.target.channelOptions;
        break;
    }
    return request;
}

void WatcherList::start(const Watcher &watcher, QStringList channels)
{
    WatchRequest request = requestOf(watcher.identity);
    request.channels = std::move(channels);
    QString name = watcherName(request);
    if (watcher.identity.kind == WatcherIdentity::Kind::Node) {
        // An address may hold a password, which stays out of every name.
        name += QStringLiteral(" @ ")
            + watcher.identity.node.adjusted(QUrl::RemoveUserInfo).authority();
    } else if (watcher.identity.kind == WatcherIdentity::Kind::Profile) {
        name += QStringLiteral(" @ ") + watcher.identity.target.profile;
    }
    request.watcher = m_group.freeName(name, watcher.session);
    addMaskedSecrets(request.connection);
    watcher.session->start(request);
}

WatcherList::Watcher *WatcherList::find(const WatchSession *session)
{
    const auto found =
        std::find_if(m_watchers.begin(), m_watchers.end(),
                     [session](const Watcher &each) { return each.session == session; });
    return found == m_watchers.end() ? nullptr : &*found;
}

void WatcherList::remove(WatchSession *session)
{
    std::erase_if(m_watchers, [session](const Watcher &each) { return each.session == session; });
    m_group.remove(session);
}

void WatcherList::removeAll()
{
    while (!m_watchers.empty()) {
        remove(m_watchers.back().session);
    }
}

void WatcherList::reconnect(WatchSession *session)
{
    if (const Watcher *watcher = find(session)) {
        start(Watcher(*watcher), session->request().channels);
    }
}

void WatcherList::followFirst()
{
    const std::vector<Watcher> watchers = m_watchers; // a receiver may remove one
    for (const Watcher &watcher : watchers) {
        if (watcher.identity.kind != WatcherIdentity::Kind::Profile
            && m_group.contains(watcher.session)) {
            start(watcher, watcher.session->request().channels);
        }
    }
}

QStringList WatcherList::users() const
{
    QStringList users;
    for (const Watcher &watcher : m_watchers) {
        if (watcher.identity.kind == WatcherIdentity::Kind::User) {
            users.append(watcher.identity.user);
        }
    }
    return users;
}
