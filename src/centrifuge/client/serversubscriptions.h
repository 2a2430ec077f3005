// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/generation.h"
#include "centrifuge/client/streamcursor.h"
#include "centrifuge/codec/codec.h"
#include "centrifuge/events.h"

#include <QMap>
#include <QObject>

#include <chrono>

namespace Centrifuge {

class SubscriptionHost;
class SubscriptionPrivate;
class SubscriptionRegistry;

/**
 * The subscriptions that the server made by itself. While a Subscription of the same channel is not
 * Unsubscribed, it owns the server's subscription and emits its events; otherwise this class does.
 * Owned by the client, I/O thread.
 */
class ServerSubscriptions : public QObject
{
    Q_OBJECT

public:
    ServerSubscriptions(SubscriptionHost &host, const SubscriptionRegistry &registry,
                        QObject *parent);

    QStringList channels() const;
    bool contains(const QString &channel) const;
    /** From where to recover, by channel; for the connect command. */
    QMap<QString, StreamPosition> positions() const;

    /** Takes over what a connect reply lists, while `generation` is current: emits first all that
     * begin, then what they missed, then those that have ended. */
    void update(QMap<QString, SubscribeResult> results, std::chrono::nanoseconds receivedAt,
                const Generation &generation);
    void readSubscribe(const SubscribePush &push, std::chrono::nanoseconds receivedAt);
    void readUnsubscribe(const UnsubscribePush &push);
    void readPublication(const PublicationPush &push, std::chrono::nanoseconds receivedAt);
    void readJoin(const JoinPush &push);
    void readLeave(const LeavePush &push);

    /** Makes `subscription` the owner. Returns false where the server has not subscribed us. */
    bool handOver(SubscriptionPrivate &subscription);
    /** The server says that we are subscribed (105), but never sent a push about it. */
    void assumeSubscribed(const QString &channel);
    /** The opposite of handOver(): a Subscription was unsubscribed, the server's goes on. */
    void takeBack(const QString &channel, const StreamCursor &cursor);
    /** After takeBack(): emits subscribed(), unless a Subscription owns the channel again. */
    void announceBegin(const QString &channel);

    /** The connection is gone. Returns the channels for announceInterruption(). */
    QStringList interrupt();
    void announceInterruption(const QString &channel);

    void forgetPositions();
    void skipRecoveries();
    /** The connection broke on what can't be read, which a recovery may bring again. */
    void handleUnreadable(bool isRepeated);
    /** The same for the connect reply; also of channels that a Subscription owns. */
    void handleUnreadableConnect(bool isRepeated);

Q_SIGNALS:
    void subscribing(const QString &channel, const Centrifuge::StateChange &change);
    void subscribed(const QString &channel, const Centrifuge::SubscribedEvent &event);
    void unsubscribed(const QString &channel, const Centrifuge::StateChange &change);
    void publicationReceived(const QString &channel, const Centrifuge::PublicationEvent &event);
    void duplicateIgnored(const QString &channel, quint64 offset);
    void joined(const QString &channel, const Centrifuge::ClientInfo &info);
    void left(const QString &channel, const Centrifuge::ClientInfo &info);

private:
    struct Entry
    {
        StreamCursor cursor; ///< empty while a Subscription owns the channel, which has its own
        SubscribedEvent event = {}; ///< how it began
        bool isSubscribed = false;
        bool isInterruptionPending = false;
    };

    SubscriptionPrivate *findOwner(const QString &channel) const;
    StreamCursor &cursorOf(const QString &channel, Entry &entry) const;
    /** Leaves the publications in `result`, unless a Subscription owns the channel. */
    void begin(const QString &channel, SubscribeResult &result,
               std::chrono::nanoseconds receivedAt);
    void deliver(const QString &channel, const PublicationEvent &event);

    SubscriptionHost &m_host;
    const SubscriptionRegistry &m_registry;
    QMap<QString, Entry> m_entries;
};

} // namespace Centrifuge
