// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/events.h"

#include <QObject>

#include <optional>

namespace Centrifuge {

class Client;

struct SubscriptionOptions
{
    bool recover =
        false; ///< also for the first subscribe: start from `since` (offset 0, no epoch = all kept)
    StreamPosition since;
    bool positioned = false; ///< asks for positioning
    bool recoverable =
        true; ///< asks for recovery; the server grants it only where the namespace keeps history
    bool joinLeave = true; ///< asks for join and leave pushes
};

/**
 * One channel on one client, in the three-state shape of the official SDKs. Made by
 * Client::newSubscription(), owned by the client, I/O thread. Recovers from its last position after
 * each interruption, where the channel is recoverable.
 */
class Subscription : public QObject
{
    Q_OBJECT

public:
    enum class State { Unsubscribed, Subscribing, Subscribed };
    Q_ENUM(State)

    QString channel() const;
    State state() const;
    std::optional<StreamPosition> position() const; ///< where the channel is recoverable

    void subscribe(); ///< allowed before the client is connected
    void unsubscribe(); ///< keeps the position

Q_SIGNALS:
    void subscribing(const Centrifuge::StateChange &change);
    void subscribed(const Centrifuge::SubscribedEvent &event);
    void unsubscribed(const Centrifuge::StateChange
                          &change); ///< code: 0 by us, 103 and others: refused, 2000: by the server
    void publicationReceived(const Centrifuge::PublicationEvent &event);
    void joined(const Centrifuge::ClientInfo &info);
    void left(const Centrifuge::ClientInfo &info);
    void
    errorOccurred(const Centrifuge::Error &error); ///< a failed attempt that will be tried again

private:
    friend class Client;
    Subscription(QString channel, SubscriptionOptions options, Client &client);
};

} // namespace Centrifuge
