// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "monitor/entry/entry.h"
#include "monitor/publish/watcherreceipt.h"

#include <QSet>
#include <QString>
#include <QStringList>

class WatchGroup;
class WatchSession;
struct RoundTrip;
struct WatchRequest;

/** Those to whom a publication has to come back: `publish --prove` subscribes them first, each user
 * by a connection of its own. Main thread. */
class ProofWatchers
{
public:
    /** `group` outlives this. */
    ProofWatchers(WatchGroup &group, const QString &channel);

    /** One watcher without a name unless there are several users. */
    void start(WatchRequest request, const QStringList &users);

    /** True where the row says that a watcher's connection, or its subscription, was refused or
     * ended: that watcher is lost from then on. */
    bool follow(const Entry &entry);
    bool areAllLost() const;
    /** Each is subscribed, or lost. */
    bool areAllDecided() const;
    /** Whose row it is. */
    const WatchSession &of(const Entry &entry) const;
    /** Who should receive the publish; empty where there is only one. */
    WatcherReceipts receiptsOf(const Centrifuge::PublishRequest &request) const;

    /** Nobody waits any more: it is proven only if each watcher has seen it. */
    static void judge(RoundTrip &trip);

private:
    bool isLoss(const Entry &entry) const;

    WatchGroup &m_group;
    const QString m_channel;
    QSet<QString> m_lost; ///< by name
};
