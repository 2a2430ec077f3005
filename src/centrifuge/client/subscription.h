// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/subscriptionoptions.h"
#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/plainpublication.h"
#include "centrifuge/values.h"

#include <QObject>

#include <memory>
#include <optional>

namespace Centrifuge {

struct SubscriptionContext;
class SubscriptionPrivate;

/**
 * One channel on one client, with the three states of the official SDKs. Made by
 * Client::newSubscription(), owned by the client; may also be deleted directly. I/O thread.
 * Recovers from its last position after each interruption, where the channel is recoverable.
 * Slots may call any method, including deleting the subscription or the client.
 */
class Subscription : public QObject
{
    Q_OBJECT

public:
    enum class State { Unsubscribed, Subscribing, Subscribed };
    Q_ENUM(State)

    /** For Client only: `context` is a type of its own. */
    Subscription(const QString &channel, const SubscriptionOptions &options,
                 const SubscriptionContext &context, QObject *parent);
    ~Subscription() override;

    QString channel() const;
    State state() const;
    /**
     * Whether the server subscribed the connection to the channel by itself. Such a subscription
     * is as good as one that we asked for (which the server would refuse with 105, already
     * subscribed), but unsubscribe() does not end it on the server. When the server ends it, the
     * channel is subscribed to in the ordinary way.
     */
    bool isServerSide() const;
    std::optional<StreamPosition> position() const; ///< where the channel is recoverable

    /**
     * Offers live publications that are plain to `sink` instead of emitting publicationReceived:
     * they are not copied, which counts at high rates. What the sink does not take, and everything
     * else, comes by the signal, in the order of arrival.
     *
     * Called in the I/O thread until the subscription is removed or deleted or the sink is replaced
     * (an empty one ends it). The sink must not end or delete the subscription or its client.
     */
    void setPlainPublicationSink(const PlainPublicationSink &sink);

    void subscribe(); ///< allowed before the client is connected
    void unsubscribe(); ///< keeps the position

Q_SIGNALS:
    void subscribing(const Centrifuge::StateChange &change);
    void subscribed(const Centrifuge::SubscribedEvent &event);
    /** Code 0: by us; 103 and others: refused; 2000: by the server. */
    void unsubscribed(const Centrifuge::StateChange &change);
    void publicationReceived(const Centrifuge::PublicationEvent &event);
    void duplicateIgnored(quint64 offset); ///< the server sent again what we had
    void joined(const Centrifuge::ClientInfo &info);
    void left(const Centrifuge::ClientInfo &info);
    /** An attempt failed and will be made again. */
    void errorOccurred(const Centrifuge::Error &error);

private:
    std::unique_ptr<SubscriptionPrivate> d;
};

} // namespace Centrifuge
