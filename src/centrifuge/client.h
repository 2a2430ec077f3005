// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec.h"
#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/result.h"
#include "centrifuge/subscription.h"
#include "centrifuge/tokenprovider.h"
#include "centrifuge/transport.h"
#include "centrifuge/values.h"

#include <QList>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>

namespace Centrifuge {

class Clock;
class Connection;
struct ConnectionOptions;
class Timer;
class TokenRefresh;

struct ClientOptions
{
    QList<QUrl> urls; ///< ws or wss; after a failed attempt the next one is tried, round and round
    WireFormat wireFormat = WireFormat::Protobuf;
    /** Static token; used when there is no provider, never dropped. When it has expired the client
     * disconnects with 109, for there is nothing to renew it with. */
    QString token;
    TokenProvider tokenProvider;
    QString name = QStringLiteral("realtime-monitor"); ///< sent with connect, at most 16 characters
    QString version;
    std::chrono::milliseconds minReconnectDelay{500};
    std::chrono::milliseconds maxReconnectDelay{20000};
    std::chrono::milliseconds timeout{5000}; ///< for the handshake and for each command
    std::chrono::milliseconds maxServerPingDelay{10000};
    qint64 maxMessageSize = qint64(4) * 1024 * 1024;
    NetworkOptions network;
    std::function<double()> random; ///< uniform in [0, 1); empty = the system's generator
};

/**
 * A connection to Centrifugo as the SDK specification has it: three states, reconnect with
 * full-jitter back-off, subscriptions that come back by themselves. Never publishes. I/O thread.
 * Whoever hears a signal may call anything, also destroy the client.
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
    /** The address of the current attempt or connection. */
    QUrl url() const;

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
    /** From NameResolution to Connect of each attempt; those of one attempt have its number. */
    void stepObserved(const Centrifuge::ConnectionStep &step);
    void undecodableReceived(const QString &channel, const QByteArray &bytes, const QString &why);

private:
    friend class Subscription;

    /** Which stretch of the client's life a callback belongs to; false once that is over. */
    struct Turn
    {
        QPointer<Client> client;
        std::uint64_t number = 0;

        bool holds() const { return client && client->m_turn == number; }
    };
    using Subscriptions = QList<QPointer<Subscription>>;
    enum class Ending { Polite, Abrupt };

    Turn beginTurn();
    Turn currentTurn();
    void startAttempt();
    void useToken(const Result<QString> &token);
    void openConnection(const QString &token);
    ConnectionOptions connectionOptions() const;
    void introduce(const QString &token);
    void readConnectReply(const Result<ReplyResult> &result);
    void becomeConnected(const ConnectResult &result);
    void startRefresh();
    void announceConnected(const ConnectResult &result);
    void readMessage(const Message &message, std::chrono::nanoseconds receivedAt);
    void readChannelMessage(const Message &message, std::chrono::nanoseconds receivedAt);
    void readUndecodable(const UndecodableMessage &message);

    void endConnection(const Error &error, std::uint32_t localCode);
    void failAttempt(const Error &error);
    void loseConnection(const StateChange &change, const std::optional<Error> &error = {});
    void countFailures(bool wasUnreadable);
    void forgetPositions();
    void invalidateState();
    void giveUpAddress(const Error &error);
    void moveToNextAddress();
    void finish(const StateChange &change, Ending ending = Ending::Abrupt);
    void releaseConnection(Ending ending);
    std::chrono::milliseconds scheduleRetry();
    void reportStep(ConnectionStep step);
    void failStep(const Error &error);

    // For Subscription
    bool canSubscribe(const QString &channel) const;
    void sendUnsubscribe(const QString &channel);
    void readUnsubscribeReply(const QString &channel, const Result<ReplyResult> &result);
    void forget(Subscription *subscription);
    Subscription *findSubscription(const QString &channel) const;
    void sendSubscribes();
    Subscriptions interruptSubscriptions();
    static void announceInterrupted(const Subscriptions &subscriptions);

    ClientOptions m_options;
    const TransportFactory m_transports;
    const Clock &m_clock;
    Timer *m_retryTimer;
    State m_state = State::Disconnected;
    std::uint64_t m_turn = 0;
    Connection *m_connection = nullptr;
    TokenRefresh *m_refresh = nullptr; ///< a part of the connection
    bool m_answersPings = false;
    int m_attempts = 0; ///< all there ever were
    std::optional<ConnectionStep::Kind> m_step; ///< under way
    qsizetype m_address = 0; ///< which of the URLs
    qsizetype m_uselessAddresses = 0; ///< in a row that can never be connected to
    int m_failures = 0; ///< in a row
    int m_unreadable = 0; ///< connections in a row that broke soon on what they received
    std::chrono::nanoseconds m_connectedAt{0};
    QMap<QString, Subscription *> m_subscriptions;
    QSet<QString> m_leaving; ///< unsubscribed on this connection, not yet answered
};

} // namespace Centrifuge
