// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/generation.h"
#include "centrifuge/client/subscribeattempt.h"
#include "centrifuge/client/subscription.h"
#include "centrifuge/client/subscriptionstream.h"
#include "centrifuge/client/subscriptiontoken.h"

#include <string>

namespace Centrifuge {

class ServerSubscriptions;
class SubscriptionHost;
class SubscriptionRegistry;
class TokenRefresh;

/** What a subscription knows of its client. */
struct SubscriptionContext
{
    SubscriptionHost &host;
    SubscriptionRegistry &registry;
    ServerSubscriptions &serverSubscriptions;
};

/** The state machine of a Subscription, and its side towards the client. I/O thread. */
class SubscriptionPrivate final : public SubscribeListener
{
public:
    using State = Subscription::State;

    /** Adds itself to the registry. */
    SubscriptionPrivate(Subscription &subscription, QString channel, SubscriptionOptions options,
                        const SubscriptionContext &context);
    ~SubscriptionPrivate();
    Q_DISABLE_COPY_MOVE(SubscriptionPrivate)

    Subscription &subscription() const { return q; }
    const QString &channel() const { return m_channel; }
    const std::string &channelUtf8() const { return m_channelUtf8; }
    State state() const { return m_state; }
    bool isServerSide() const { return m_isServerSide; }
    SubscriptionStream &stream() { return m_stream; }
    const SubscriptionStream &stream() const { return m_stream; }

    void setPlainPublicationSink(const PlainPublicationSink &sink);
    void subscribe();
    void unsubscribe();
    /** Nothing concerns the client any more, which is about to go or has removed us. */
    void detach();

    /** Sends the subscribe command if it is time for it. */
    void sendSubscribe() override;
    /** The same without flush and report; returns whether it is queued. */
    bool queueSubscribe();
    /** The connection is gone; returns whether announceInterruption() is to follow. */
    bool interrupt();
    void announceInterruption();
    /** Token and position are no longer valid. */
    void invalidate();
    /** The answer to our subscribe was too large for the server's queue. */
    void skipRecoveryInFlight();

    // The server's own subscription, see isServerSide()
    /** The server began it, also in place of one of ours. */
    void beginServerSide(SubscribeResult result, std::chrono::nanoseconds receivedAt);
    /** The server had begun it before we were interested. */
    void takeServerSide(const StreamCursor &cursor, const SubscribedEvent &event);
    /** The connection on which it had begun is gone; the next connect reply decides. */
    void waitForServerSide(const StreamCursor &cursor);
    /** Goes on with a subscription of our own, from the same position. */
    void endServerSide(const StateChange &change);

    /** Returns false where the publication has to be read by readPublication(). */
    bool readPlain(const PlainPublication &publication);
    // Only while subscribed
    void readPublication(const Publication &publication, std::chrono::nanoseconds receivedAt);
    void readUnsubscribe(const UnsubscribePush &push);

private:
    void readSubscribeReply(CallResult result, std::chrono::nanoseconds receivedAt) override;
    void rejectSubscribe(const StateChange &change) override;
    void reportFailure(const Error &error) override;

    Generation setState(State state);
    void cancelUnderWay();
    void readError(const Error &error);
    void readServerError(const Error &error);
    void readAlreadySubscribed();
    void becomeSubscribed(SubscribeResult result, std::chrono::nanoseconds receivedAt);
    void watchExpiry(const SubscribeResult &result);
    void becomeUnsubscribed(const StateChange &change);
    bool releaseServerSide();
    void abandonDelta(const Error &error);

    Subscription &q;
    const QString m_channel;
    const std::string m_channelUtf8;
    const SubscriptionOptions m_options;
    SubscriptionHost *m_host; ///< null once detached
    SubscriptionRegistry &m_registry;
    ServerSubscriptions &m_serverSubscriptions;
    State m_state = State::Unsubscribed;
    GenerationCounter m_generations;
    SubscriptionToken m_token;
    SubscriptionStream m_stream;
    SubscribeAttempt m_attempt;
    TokenRefresh *m_refresh = nullptr; ///< while subscribed with a token that expires
    bool m_isInterruptionPending = false;
    bool m_isServerSide = false; ///< the server's own subscription is ours, or will be again
    bool m_wasAlreadySubscribed = false; ///< the server said so (105), but not that it did it
};

} // namespace Centrifuge
