// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/deltadecoder.h"
#include "centrifuge/client/streamcursor.h"
#include "centrifuge/codec/codec.h"
#include "centrifuge/error.h"
#include "centrifuge/events.h"
#include "centrifuge/result.h"
#include "centrifuge/tokenprovider.h"

#include <QObject>
#include <QPointer>

#include <optional>
#include <string>

namespace Centrifuge {

class Client;
class Timer;
class TokenRefresh;

/** Takes the place in the stream to start from, which is what the program knows already. */
using PositionReply = std::function<void(const Result<StreamPosition> &position)>;
/** Delivers it, now or later; called when there is no position, also after the old one was refused
 * as not recoverable. */
using PositionProvider = std::function<void(const QString &channel, const PositionReply &reply)>;

struct SubscriptionOptions
{
    /** Subscription token for the start. Without a provider it is never dropped; when the server
     * then says 109 the subscription ends, for there is nothing to renew it with. */
    QString token;
    SubscriptionTokenProvider tokenProvider;
    bool recover =
        false; ///< also for the first subscribe: start from `since` (offset 0, no epoch = all kept)
    StreamPosition since;
    bool positioned = false; ///< asks for positioning
    bool recoverable =
        true; ///< asks for recovery; the server grants it only where the namespace keeps history
    bool joinLeave = true; ///< asks for join and leave pushes
    bool delta = false; ///< asks for patches instead of whole data; not together with a filter
    std::optional<FilterNode> filter = {}; ///< only publications whose tags fit
    /** A failed recovery is reported as error 112 before the subscription starts again without a
     * position; otherwise as a SubscribedEvent with wasRecovering and without recovered. */
    bool rejectUnrecovered = false;
    PositionProvider positionProvider = {}; ///< implies rejectUnrecovered
    QByteArray data = {}; ///< for the server's application; JSON on the JSON wire
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

    ~Subscription() override;

    QString channel() const;
    State state() const;
    /**
     * Whether the server had subscribed the connection to the channel by itself. Such a
     * subscription is as good as one of our own (of which the server would say 105, already
     * subscribed), but unsubscribe() does not end it for the server. When the server ends it we ask
     * for our own.
     */
    bool isServerSide() const;
    std::optional<StreamPosition> position() const; ///< where the channel is recoverable

    /**
     * Takes what is published live and plain (PlainPublication) instead of publicationReceived,
     * for those to whom each copy counts. All else comes by the signal. It must destroy neither us
     * nor the client.
     */
    using PlainPublicationSink =
        std::function<void(const PlainPublication &, std::chrono::nanoseconds receivedAt)>;
    void setPlainSink(PlainPublicationSink sink);

    void subscribe(); ///< allowed before the client is connected
    void unsubscribe(); ///< keeps the position

Q_SIGNALS:
    void subscribing(const Centrifuge::StateChange &change);
    void subscribed(const Centrifuge::SubscribedEvent &event);
    void unsubscribed(const Centrifuge::StateChange
                          &change); ///< code: 0 by us, 103 and others: refused, 2000: by the server
    void publicationReceived(const Centrifuge::PublicationEvent &event);
    void duplicateIgnored(quint64 offset); ///< the server sent again what we had
    void joined(const Centrifuge::ClientInfo &info);
    void left(const Centrifuge::ClientInfo &info);
    void
    errorOccurred(const Centrifuge::Error &error); ///< a failed attempt that will be tried again

private:
    friend class Client;
    Subscription(QString channel, SubscriptionOptions options, Client &client);

    /** Whether a callback of `attempt` still concerns us. */
    struct Attempt
    {
        QPointer<Subscription> subscription;
        std::uint64_t number = 0;

        bool holds() const { return subscription && subscription->m_attempt == number; }
    };

    // For Client
    void detach();
    bool queueSubscribe();
    bool interrupt();
    void announceInterrupted();
    void forgetPosition();
    void noteUnreadable(bool isRepeated);
    void skipRecoveryInFlight();
    void dropToken();
    void beginServerSide(SubscribeResult result, std::chrono::nanoseconds receivedAt);
    void takeServerSide(const StreamCursor &cursor, const SubscribedEvent &event);
    void waitForServerSide(const StreamCursor &cursor);
    void endServerSide(const StateChange &change);
    bool readPlain(const PlainPublication &publication, std::chrono::nanoseconds receivedAt);
    void readPublication(const Publication &publication, std::chrono::nanoseconds receivedAt);
    void readJoin(const ClientInfo &info);
    void readLeave(const ClientInfo &info);
    void readUnsubscribe(const UnsubscribePush &push);

    Attempt beginAttempt();
    void settle();
    bool isTimeToSubscribe() const;
    bool needsToken() const;
    bool needsPosition() const;
    void askForToken();
    void askForPosition();
    void usePosition(const Result<StreamPosition> &position);
    void useToken(const Result<QString> &token);
    void watchExpiry(const SubscribeResult &result);
    void endByRefresh(const StateChange &change);
    void send();
    SubscribeCommand command() const;
    void readReply(Result<ReplyResult> result, std::chrono::nanoseconds receivedAt);
    void readError(const Error &error);
    void becomeSubscribed(SubscribeResult result, std::chrono::nanoseconds receivedAt);
    void becomeUnsubscribed(const StateChange &change);
    void readAlreadySubscribed();
    bool releaseServerSide();
    void resubscribeLater();
    void deliver(const Publication &publication, bool recovered,
                 std::chrono::nanoseconds receivedAt);
    void deliverNew(const Publication &publication, std::chrono::nanoseconds receivedAt);
    void abandonDelta(const Error &error);

    const QString m_channel;
    const std::string m_channelUtf8;
    const SubscriptionOptions m_options;
    QPointer<Client> m_client; ///< null once removed
    Timer *m_retryTimer = nullptr; ///< made on first use
    TokenRefresh *m_refresh = nullptr; ///< while subscribed with a token that expires
    QString m_token;
    State m_state = State::Unsubscribed;
    std::uint64_t m_attempt = 0;
    int m_failures = 0; ///< in a row
    bool m_isInFlight = false; ///< our subscribe waits for its reply
    bool m_isAsking = false; ///< a provider has not answered yet
    bool m_interruptionPending = false;
    bool m_isServerSide = false; ///< the server's own subscription is ours, or will be again
    bool m_isAlreadyThere = false; ///< the server said so, but not that it made it
    bool m_isDeltaBroken = false; ///< a patch did not fit: no more of them
    StreamCursor m_cursor;
    DeltaDecoder m_delta;
    PlainPublicationSink m_plainSink;
};

} // namespace Centrifuge
