// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/transport/transport.h"
#include "monitor/watch/journalfeed.h"

#include <QList>
#include <QObject>

#include <memory>
#include <vector>

class WatchSession;
struct ChannelStatus;
struct SessionStatus;
struct WatchRequest;

/**
 * The watchers of a window or a command, side by side: connections whose rows go to one journal.
 * The first is always there. Main thread.
 */
class WatchGroup : public QObject
{
    Q_OBJECT
    Q_MOC_INCLUDE("monitor/watch/watchsession.h")

public:
    /** More connections than anybody compares; each costs a socket and a timeline. */
    static constexpr qsizetype MaxWatchers = 100;

    /** `io` and `journal` outlive this. `transports` is for tests; by default WebSocket. */
    WatchGroup(IoThread &io, Journal &journal, QObject *parent = nullptr,
               Centrifuge::TransportFactory transports = {});
    ~WatchGroup() override;

    JournalFeed &feed() { return m_feed; }
    WatchSession &first() { return *m_sessions.front(); }
    const WatchSession &first() const { return *m_sessions.front(); }
    /** In the order they were added. */
    QList<WatchSession *> sessions() const;
    /** What they watch, in the same order. */
    std::vector<WatchRequest> requests() const;
    /** The watcher of that name, see WatchRequest::watcher; null if there is none. */
    WatchSession *find(const QString &watcher) const;
    bool contains(const WatchSession *session) const;
    qsizetype count() const { return qsizetype(m_sessions.size()); }
    /** `wanted`, or with a number behind it if another watcher has that name. */
    QString freeName(const QString &wanted, const WatchSession *except = nullptr) const;

    /** A further watcher, not started yet; null if there are MaxWatchers. */
    WatchSession *add();
    /** Ends its connection and forgets it; its rows stay. No effect on the first. The object is
     * deleted once its connection is closed. */
    void remove(WatchSession *session);
    /** Ends all connections; `allClosed` follows once all sockets are gone. */
    void closeAll();
    void retryAll();
    void networkChanged(); ///< see WatchSession
    void clearGaps();
    /** How many watchers are live. */
    qsizetype liveCount() const;
    /** How many messages are missing by their offsets, see WatchSession::missingCount(). */
    quint64 missingCount() const;

Q_SIGNALS:
    void added(WatchSession *session);
    /** It is about to be closed and deleted. */
    void removed(WatchSession *session);
    // Of any of them.
    void statusChanged(WatchSession *session);
    void channelChanged(WatchSession *session, const ChannelStatus &status);
    void channelRemoved(WatchSession *session, const QString &channel);
    void failed(WatchSession *session, const Centrifuge::Error &error);
    void timelineChanged(WatchSession *session);
    void closed(WatchSession *session);
    void allClosed();

private:
    WatchSession *insert();
    void forget(const WatchSession *session);
    void noteClosed(WatchSession *session);

    JournalFeed m_feed;
    const Centrifuge::TransportFactory m_transports;
    std::vector<std::unique_ptr<WatchSession>> m_sessions;
    std::vector<std::unique_ptr<WatchSession>> m_leaving; ///< removed, not closed yet
    QList<const WatchSession *> m_closing; ///< by closeAll()
};
