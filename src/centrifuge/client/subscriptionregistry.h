// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/generation.h"
#include "centrifuge/codec/codec.h"

#include <QMap>
#include <QSet>
#include <QStringList>

#include <string_view>
#include <unordered_map>

namespace Centrifuge {

class Subscription;
class SubscriptionHost;
class SubscriptionPrivate;

/**
 * The subscriptions of a client by channel, and what is done with all of them. Each adds and
 * removes itself. Owned by the client, I/O thread.
 */
class SubscriptionRegistry
{
public:
    explicit SubscriptionRegistry(SubscriptionHost &host);

    void add(SubscriptionPrivate &subscription);
    /** The channel is free from now on, also where the object lives on. */
    void remove(const SubscriptionPrivate &subscription);
    /** Unsubscribes and deletes it (later); its channel is free at once. No effect on others. */
    void discard(Subscription *subscription);
    /** All, which are no longer in the registry. */
    QList<SubscriptionPrivate *> takeAll();

    SubscriptionPrivate *find(const QString &channel) const;
    /** The one that what arrives for the channel is meant for. */
    SubscriptionPrivate *findSubscribed(const QString &channel) const;

    /** From now on `subscription` is offered the plain publications of its channel. */
    void addPlainReader(SubscriptionPrivate &subscription);
    bool readPlain(const PlainPublication &publication) const;

    /** False while an unsubscribe of the channel waits for its answer: a subscribe would meet the
     * old subscription (error 105). */
    bool canSubscribe(const QString &channel) const;
    void sendUnsubscribe(const QString &channel);
    /** Subscribes all that wait for a connection, while `generation` is current. */
    void sendSubscribes(const Generation &generation);

    /** The connection is gone. Returns the channels whose subscriptions have to report it. */
    QStringList interrupt();
    void announceInterruption(const QString &channel);

    /** 3014: tokens and positions are no longer valid. */
    void invalidate();
    /** The connection broke on what can't be read, which a recovery may bring again. */
    void handleUnreadable(bool isRepeated);
    /** 3008: an answer, with what it recovers, can be more than the server's queue holds. */
    void skipRecoveriesInFlight();

private:
    void readUnsubscribeReply(const QString &channel, const Result<ReplyResult> &result);

    SubscriptionHost &m_host;
    QMap<QString, SubscriptionPrivate *> m_subscriptions;
    std::unordered_map<std::string_view, SubscriptionPrivate *> m_plainReaders; ///< by UTF-8
    QSet<QString> m_leaving; ///< unsubscribed on this connection, not yet answered
};

} // namespace Centrifuge
