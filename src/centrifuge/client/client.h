// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/pendingcalls.h"
#include "centrifuge/client/streamcursor.h"
#include "centrifuge/client/subscription.h"
#include "centrifuge/codec/codec.h"
#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/result.h"
#include "centrifuge/tokenprovider.h"
#include "centrifuge/transport/transport.h"
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
#include <string_view>
#include <unordered_map>

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
    /** Sends the subscribes right behind the connect, which saves the time of one answer. */
    bool optimisticSubscriptions = false;
    std::chrono::milliseconds minReconnectDelay{500};
    std::chrono::milliseconds maxReconnectDelay{20000};
    std::chrono::milliseconds timeout{5000}; ///< for the handshake and for each command
    std::chrono::milliseconds maxServerPingDelay{10000};
    /** Bytes that may come at once; more ends the connection (FrameLimitExceeded). */
    qint64 frameLimit = DefaultFrameLimit;
    NetworkOptions network;
    QByteArray data; ///< for the server's application, sent with connect; JSON on the JSON wire
    /**
     * Whether Client::publish() does anything. Off, because what a client may publish, everybody
     * who has its token may publish, too: a monitor should have no more power than any user, and
     * messages belong through the server's API, where the application checks them.
     */
    bool allowPublish = false;
    /** When the server ends the connection while a recovery is under way because its queue is full
     * (3008), the next subscribe asks for none, and SubscribedEvent::recoverySkipped says so; for
     * programs that then read the history page by page. Else the recovery is tried again. */
    bool skipTooLargeRecovery = false;
    std::function<double()> random; ///< uniform in [0, 1); empty = the system's generator
};

template <typename T> using ResultHandler = std::function<void(const Result<T> &result)>;

/** Which part of a channel's history. */
struct HistoryOptions
{
    std::int32_t limit = 0; ///< 0 = the position only, -1 = as many as the server gives
    std::optional<StreamPosition> since; ///< without it
    bool reverse = false; ///< from the newest on
};

/**
 * A connection to Centrifugo as the SDK specification has it: three states, reconnect with
 * full-jitter back-off, subscriptions that come back by themselves. I/O thread.
 * Slots may call any method, including deleting the client.
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
    /** The address of the connection, or of the attempt that is under way or next. */
    QUrl url() const;

    void connectToServer();
    /** Ends the connection; subscriptions wait in `subscribing` for the next connectToServer(). */
    void disconnectFromServer();
    /** In `connecting`: tries now instead of after the back-off. */
    void retryNow();
    /** A hint that the network came, went or changed, or that the machine woke: retries now, or
     * makes sure that the connection is alive. */
    void networkChanged();

    /** A new, unsubscribed subscription, or nullptr when the channel has one already. Owned by the
     * client. */
    Subscription *newSubscription(const QString &channel, const SubscriptionOptions &options = {});
    Subscription *subscription(const QString &channel) const;
    /** Unsubscribes and deletes (later). */
    void removeSubscription(Subscription *subscription);
    /** The channels that the server subscribed us to. Their events come from the client; while
     * there is a Subscription of the same channel that wants to be subscribed, they come from that.
     */
    QStringList serverChannels() const;

    /** From here to the last endBatch(), in the same turn of the event loop, commands wait and then
     * go out in as few frames as can be. */
    void beginBatch();
    void endBatch();

    // Each asks the server now, or fails at once with LocalError::Closed while not connected and
    // when the connection is lost. Nothing is ever asked twice. The handler may be called before
    // the function returns, and is not when the client is destroyed first.
    void presence(const QString &channel, const ResultHandler<PresenceResult> &handler);
    void presenceStats(const QString &channel, const ResultHandler<PresenceStatsResult> &handler);
    void history(const QString &channel, const HistoryOptions &options,
                 const ResultHandler<HistoryResult> &handler);
    void rpc(const QString &method, const QByteArray &data,
             const ResultHandler<RpcResult> &handler);
    /** Refused with LocalError::Disabled unless ClientOptions::allowPublish. */
    void publish(const QString &channel, const QByteArray &data,
                 const ResultHandler<ClientPublishResult> &handler);
    /** A message without an answer. */
    Outcome send(const QByteArray &data);

Q_SIGNALS:
    void connecting(const Centrifuge::StateChange &change);
    void connected(const Centrifuge::ConnectedEvent &event);
    void disconnected(const Centrifuge::StateChange &change);
    void errorOccurred(
        const Centrifuge::Error &error); ///< a failed attempt, refresh or unreadable message
    void retryScheduled(int attempt, std::chrono::milliseconds delay); ///< attempt counts from 1
    void tokenExpiryChanged(
        std::chrono::seconds timeToLive); ///< as the server said; 0 = does not expire
    /** From NameResolution to Connect of each attempt, and each Subscribe once it is sent; those of
     * one attempt and its connection have its number. */
    void stepObserved(const Centrifuge::ConnectionStep &step);
    void messageReceived(const QByteArray &data); ///< a message to us, of no channel
    // Of subscriptions that the server made, of channels without a Subscription that takes them
    void serverSubscribing(const QString &channel, const Centrifuge::StateChange &change);
    void serverSubscribed(const QString &channel, const Centrifuge::SubscribedEvent &event);
    void serverUnsubscribed(const QString &channel, const Centrifuge::StateChange &change);
    void serverPublicationReceived(const QString &channel,
                                   const Centrifuge::PublicationEvent &event);
    /** The server sent again what we had. */
    void serverDuplicateIgnored(const QString &channel, quint64 offset);
    void serverJoined(const QString &channel, const Centrifuge::ClientInfo &info);
    void serverLeft(const QString &channel, const Centrifuge::ClientInfo &info);
    void undecodableReceived(const QString &channel, const QByteArray &bytes, const QString &why);

private:
    friend class Subscription;

    /** Generation token: callbacks of an earlier connection are discarded. */
    struct Turn
    {
        QPointer<Client> client;
        std::uint64_t number = 0;

        bool holds() const { return client && client->m_turn == number; }
    };
    using Subscriptions = QList<QPointer<Subscription>>;
    enum class Ending { Polite, Abrupt };
    struct ServerSubscription
    {
        StreamCursor cursor; ///< void while a Subscription takes the channel: it has its own
        SubscribedEvent event = {}; ///< how it began
        bool isSubscribed = false;
        bool isInterruptionPending = false;
    };
    /** Notifications to emit after the state change that ends a connection. */
    struct PendingNotifications
    {
        QPointer<Client> client;
        Subscriptions subscriptions;
        QStringList serverChannels;
        std::vector<CallHandler> calls;
    };

    Turn beginTurn();
    Turn currentTurn();
    void startAttempt();
    void useToken(const Result<QString> &token);
    void openConnection(const QString &token);
    ConnectionOptions connectionOptions() const;
    void sendConnect(const QString &token);
    void readConnectReply(const CallResult &result, std::chrono::nanoseconds receivedAt);
    void becomeConnected(const ConnectResult &result, std::chrono::nanoseconds receivedAt);
    void startRefresh();
    void announceConnected(const ConnectResult &result, std::chrono::nanoseconds receivedAt);
    void readMessage(const Message &message, std::chrono::nanoseconds receivedAt);
    bool readPlain(const PlainPublication &publication, std::chrono::nanoseconds receivedAt);
    void readChannelMessage(const Message &message, std::chrono::nanoseconds receivedAt);
    void readUndecodable(const UndecodableMessage &message);

    void endConnection(const Error &error, std::uint32_t localCode);
    void failAttempt(const Error &error);
    void loseConnection(const StateChange &change, const std::optional<Error> &error = {});
    void countFailures(bool wasUnreadable);
    void noteUnreadable(bool isRepeated);
    void noteUnreadableConnect();
    void skipRecoveriesInFlight();
    void invalidateState();
    void giveUpAddress(const Error &error);
    void moveToNextAddress();
    void finish(const StateChange &change, Ending ending = Ending::Abrupt);
    PendingNotifications interrupt(Ending ending);
    static void announce(const PendingNotifications &pending);
    void releaseConnection(Ending ending);
    std::chrono::milliseconds scheduleRetry();
    void reportStep(ConnectionStep step);
    void failStep(const Error &error);
    void reportSubscribe(const QString &channel, ConnectionStep::State state,
                         const Error &error = {});

    // For Subscription
    bool canSend() const;
    void flush();
    bool canSubscribe(const QString &channel) const;
    void sendUnsubscribe(const QString &channel);
    void readUnsubscribeReply(const QString &channel, const Result<ReplyResult> &result);
    void forget(Subscription *subscription);
    Subscription *findSubscription(const QString &channel) const;
    Subscription *findSubscribed(const QString &channel) const;
    void sendSubscribes();
    Subscriptions interruptSubscriptions();

    // For subscriptions that the server made
    static SubscribedEvent beginningOf(const ServerSubscription &subscription,
                                       const StreamCursor &cursor);
    Subscription *findTaker(const QString &channel) const;
    bool offerServerSubscription(Subscription *own);
    void assumeServerSubscription(const QString &channel);
    void returnServerSubscription(const QString &channel, const StreamCursor &cursor);
    void announceServerSubscription(const QString &channel);
    QMap<QString, StreamPosition> serverPositions() const;
    void beginServerSubscription(const QString &channel, SubscribeResult &result,
                                 std::chrono::nanoseconds receivedAt);
    void announceServerSubscriptions(QMap<QString, SubscribeResult> results,
                                     std::chrono::nanoseconds receivedAt);
    void readServerSubscribe(const SubscribePush &push, std::chrono::nanoseconds receivedAt);
    void readServerUnsubscribe(const UnsubscribePush &push);
    void readServerPublication(const PublicationPush &push, std::chrono::nanoseconds receivedAt);
    void deliverServerPublication(const QString &channel, const PublicationEvent &event);
    QStringList interruptServerSubscriptions();
    void announceServerInterruption(const QString &channel);

    static Error closedError();
    void callServer(Request request, CallHandler handler);
    std::optional<Error> findPayloadFault(const QByteArray &data) const;

    ClientOptions m_options;
    const TransportFactory m_transports;
    const Clock &m_clock;
    Timer *m_retryTimer;
    State m_state = State::Disconnected;
    std::uint64_t m_turn = 0;
    Connection *m_connection = nullptr;
    TokenRefresh *m_refresh = nullptr; ///< a part of the connection
    bool m_answersPings = false;
    bool m_isIntroduced = false; ///< and need not wait for the answer to subscribe
    int m_batches = 0; ///< begun and not ended
    int m_attempts = 0; ///< all there ever were
    std::optional<ConnectionStep::Kind> m_step; ///< under way
    qsizetype m_address = 0; ///< which of the URLs
    qsizetype m_rejectedEndpoints = 0; ///< in a row that can never be connected to
    int m_failures = 0; ///< in a row
    bool m_wasUnreadable = false; ///< the last connection broke on what it received
    std::chrono::nanoseconds m_connectedAt{0};
    QMap<QString, Subscription *> m_subscriptions;
    std::unordered_map<std::string_view, Subscription *> m_plainReaders; ///< by channel in UTF-8
    QMap<QString, ServerSubscription> m_serverSubscriptions;
    QSet<QString> m_leaving; ///< unsubscribed on this connection, not yet answered
};

} // namespace Centrifuge
