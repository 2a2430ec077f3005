// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Subscription for channels to which the server subscribed the connection by itself.

#include "centrifuge/client/client.h"
#include "centrifuge/client/subscription.h"

#include <utility>

namespace Centrifuge {

bool Subscription::isServerSide() const
{
    return m_isServerSide;
}

/** The server began its subscription, also in place of one of ours. */
void Subscription::beginServerSide(SubscribeResult result, std::chrono::nanoseconds receivedAt)
{
    settle(); // our own subscribe, should it be on its way, will be answered with 105
    m_isServerSide = true;
    becomeSubscribed(std::move(result), receivedAt);
}

/** The server had begun it before we were interested. */
void Subscription::takeServerSide(const StreamCursor &cursor, const SubscribedEvent &event)
{
    m_isServerSide = true;
    m_state = State::Subscribed;
    m_failures = 0;
    m_cursor = cursor;
    m_delta = {};
    const Attempt attempt = beginAttempt();
    m_client->reportSubscribe(m_channel, ConnectionStep::State::Done);
    if (attempt.holds()) {
        Q_EMIT subscribed(event);
    }
}

/** The connection on which the server had begun it is gone; the next connect reply decides. */
void Subscription::waitForServerSide(const StreamCursor &cursor)
{
    m_isServerSide = true;
    m_cursor = cursor;
}

/** From now on with a subscription of our own, from the same place in the stream on. */
void Subscription::endServerSide(const StateChange &change)
{
    m_isServerSide = false;
    m_interruptionPending = false;
    m_state = State::Subscribing;
    settle();
    const Attempt attempt = beginAttempt();
    Q_EMIT subscribing(change);
    if (attempt.holds()) {
        send();
    }
}

/** Our interest ends, the server's subscription does not. Says whether there was one. */
bool Subscription::releaseServerSide()
{
    if (!std::exchange(m_isServerSide, false) || !m_client) {
        return false;
    }
    m_client->returnServerSubscription(m_channel, m_cursor);
    return true;
}

/**
 * 105: the server has subscribed us by itself. Its push that says so may still be on its way: then
 * it is there before we ask once more. Without such a push its word is enough.
 */
void Subscription::readAlreadySubscribed()
{
    if (std::exchange(m_isAlreadyThere, true)) {
        m_client->assumeServerSubscription(m_channel);
    } else {
        resubscribeLater();
    }
}

} // namespace Centrifuge
