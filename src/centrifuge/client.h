// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/result.h"
#include "centrifuge/subscription.h"
#include "centrifuge/transport.h"
#include "centrifuge/values.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>

namespace Centrifuge {

class Clock;

using TokenReply = std::function<void(const Result<QString> &)>;
/** Delivers a connection token, now or later; called before every attempt and before expiry. */
using TokenProvider = std::function<void(const TokenReply &reply)>;

struct ClientOptions
{
    QUrl url;
    WireFormat wireFormat = WireFormat::Protobuf;
    QString token; ///< static token; used when there is no provider, never dropped
    TokenProvider
        tokenProvider; ///< an Error with LocalError::Unauthorized or MissingSecret is terminal
    QString name = QStringLiteral("realtime-monitor"); ///< sent with connect, at most 16 characters
    QString version;
    std::chrono::milliseconds minReconnectDelay{500};
    std::chrono::milliseconds maxReconnectDelay{20000};
    std::chrono::milliseconds timeout{5000}; ///< for the handshake and for each command
    std::chrono::milliseconds maxServerPingDelay{10000};
    qint64 maxMessageSize = 4 * 1024 * 1024;
    std::function<double()> random; ///< uniform in [0, 1); empty = the system's generator
};

/**
 * A connection to Centrifugo as the SDK specification has it: three states, reconnect with
 * full-jitter back-off, subscriptions that come back by themselves. Never publishes. I/O thread.
 */
class Client : public QObject
{
    Q_OBJECT

public:
    enum class State { Disconnected, Connecting, Connected };
    Q_ENUM(State)

    Client(ClientOptions options, TransportFactory transports, const Clock &clock,
           QObject *parent = nullptr);
    ~Client() override;

    State state() const;

    void connectToServer();
    /** Ends the connection; subscriptions wait in `subscribing` for the next connectToServer(). */
    void disconnectFromServer();
    /** In `connecting`: tries now instead of after the back-off. */
    void retryNow();

    /** A new, unsubscribed subscription, or nullptr when the channel has one already. Owned by the
     * client. */
    Subscription *newSubscription(const QString &channel, const SubscriptionOptions &options = {});
    Subscription *subscription(const QString &channel) const;
    /** Unsubscribes and deletes (later). */
    void removeSubscription(Subscription *subscription);

Q_SIGNALS:
    void connecting(const Centrifuge::StateChange &change);
    void connected(const Centrifuge::ConnectedEvent &event);
    void disconnected(const Centrifuge::StateChange &change);
    void errorOccurred(
        const Centrifuge::Error &error); ///< a failed attempt, refresh or unreadable message
    void retryScheduled(int attempt, std::chrono::milliseconds delay); ///< attempt counts from 1
    void tokenExpiryChanged(
        std::chrono::seconds timeToLive); ///< as the server said; 0 = does not expire
    void undecodableReceived(const QString &channel, const QByteArray &bytes, const QString &why);

private:
    friend class Subscription;
};

} // namespace Centrifuge
