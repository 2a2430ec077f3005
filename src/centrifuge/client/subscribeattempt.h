// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/backofftimer.h"
#include "centrifuge/client/generation.h"
#include "centrifuge/client/pendingcalls.h"
#include "centrifuge/client/subscriptionoptions.h"
#include "centrifuge/events.h"

namespace Centrifuge {

class SubscriptionHost;
class SubscriptionStream;
class SubscriptionToken;

/** Hears what becomes of a SubscribeAttempt. Each call may destroy both. */
class SubscribeListener
{
public:
    /** What was missing is there, or the back-off is over: it is time to subscribe. */
    virtual void sendSubscribe() = 0;
    virtual void readSubscribeReply(CallResult result, std::chrono::nanoseconds receivedAt) = 0;
    /** There is nothing to subscribe with, and never will be. */
    virtual void rejectSubscribe(const StateChange &change) = 0;
    /** The attempt failed and will be made again. */
    virtual void reportFailure(const Error &error) = 0;

protected:
    ~SubscribeListener() = default;
};

/** What is subscribed to; a view. */
struct SubscribeSubject
{
    const QString &channel;
    const SubscriptionOptions &options;
    SubscriptionToken &token;
    SubscriptionStream &stream;
};

/**
 * The attempt of a subscription to be accepted by the server: requests what it lacks (a token, a
 * position), queues the subscribe command, and is made again with back-off. I/O thread.
 */
class SubscribeAttempt
{
public:
    /** All must outlive this object; timers become children of `parent`. */
    SubscribeAttempt(SubscribeListener &listener, const SubscribeSubject &subject,
                     SubscriptionHost &host, QObject &parent);

    bool isInFlight() const { return m_isInFlight; } ///< the command waits for its reply
    /** A request, the command or a back-off is under way. */
    bool isUnderWay() const;

    /** Queues the command, or requests first what is missing; returns whether it is queued. */
    bool queue();
    /** Counts a failure and tries again after the back-off. */
    void retryLater();
    /** Answers that are under way are ignored, the back-off ends. */
    void cancel();
    void forgetFailures() { m_backoff.forgetFailures(); }

private:
    void requestToken();
    void useToken(const Result<QString> &token);
    void requestPosition();
    void usePosition(const Result<StreamPosition> &position);
    SubscribeCommand command() const;

    SubscribeListener &m_listener;
    const SubscribeSubject m_subject;
    SubscriptionHost &m_host;
    BackoffTimer m_backoff;
    GenerationCounter m_generations;
    bool m_isInFlight = false;
    bool m_isRequesting = false; ///< a provider has not answered yet
};

} // namespace Centrifuge
