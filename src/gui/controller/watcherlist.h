// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/sessiontarget.h"
#include "monitor/platform/secret.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

class WatchGroup;
class WatchSession;
struct WatchRequest;

/** Who a watcher beside the first is. */
struct WatcherIdentity
{
    enum class Kind {
        User, ///< of the same server, by a minted token
        Token, ///< of the same server, by a ready token
        Node, ///< the first watcher's user at another address
        Profile ///< at another server
    };

    Kind kind = Kind::User;
    QString user; ///< User; of a Profile who it is
    Secret token{}; ///< Token
    QUrl node{}; ///< Node
    SessionTarget target{}; ///< Profile
};

/**
 * The watchers of a window beside the first: who they are, and their connections, which follow that
 * of the first where they are at the same server. Main thread.
 */
class WatcherList : public QObject
{
    Q_OBJECT

public:
    /** `group` outlives this. */
    explicit WatcherList(WatchGroup &group, QObject *parent = nullptr);

    /** Why nobody can be added; empty when somebody can. */
    QString whyNoMore() const;
    /** Watches the channels of the first from now on. Null if there are too many watchers. */
    WatchSession *add(const WatcherIdentity &identity);
    void remove(WatchSession *session);
    void removeAll();
    /** Ends its connection and begins a new one. */
    void reconnect(WatchSession *session);
    /** The first has a new connection: those at the same server get one, too. */
    void followFirst();
    /** The minted users, in the order they were added. */
    QStringList users() const;

private:
    struct Watcher
    {
        WatchSession *session = nullptr;
        WatcherIdentity identity;
    };

    Watcher *find(const WatchSession *session);
    void start(const Watcher &watcher, QStringList channels);
    WatchRequest requestOf(const WatcherIdentity &identity) const;
    QStringList channelsFor(const WatcherIdentity &identity) const;

    WatchGroup &m_group;
    std::vector<Watcher> m_watchers;
};
