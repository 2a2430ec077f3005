// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Client that keeps its subscriptions.

#include "centrifuge/client/client.h"
#include "centrifuge/client/connection.h"
#include "centrifuge/codes.h"

namespace Centrifuge {

Subscription *Client::newSubscription(const QString &channel, const SubscriptionOptions &options)
{
    if (m_subscriptions.contains(channel)) {
        return nullptr;
    }
    auto *subscription = new Subscription(channel, options, *this);
    m_subscriptions.insert(channel, subscription);
    return subscription;
}

Subscription *Client::subscription(const QString &channel) const
{
    return findSubscription(channel);
}

void Client::removeSubscription(Subscription *subscription)
{
    if (subscription == nullptr || findSubscription(subscription->channel()) != subscription) {
        return;
    }
    // Removed from the registry first: a slot may subscribe to the channel again.
    m_subscriptions.remove(subscription->channel());
    m_plainReaders.erase(subscription->m_channelUtf8);
    const QPointer<Subscription> alive(subscription);
    subscription->unsubscribe();
    if (alive) {
        alive->detach();
        alive->deleteLater();
    }
}

bool Client::canSend() const
{
    return m_state == State::Connected || m_isIntroduced;
}

bool Client::canSubscribe(const QString &channel) const
{
    return canSend() && !m_leaving.contains(channel);
}

void Client::sendUnsubscribe(const QString &channel)
{
    if (!canSend()) {
        return; // the server forgets us with the connection
    }
    m_leaving.insert(channel);
    m_connection->call(
        UnsubscribeCommand{channel},
        [this, channel](const CallResult &result, auto) { readUnsubscribeReply(channel, result); });
    flush();
}

void Client::readUnsubscribeReply(const QString &channel, const CallResult &result)
{
    m_leaving.remove(channel);
    if (!result) {
        loseConnection({ClientCode::UnsubscribeError, QStringLiteral("unsubscribe error")});
        return;
    }
    // A subscribe that came before this answer would meet the old subscription: error 105.
    if (Subscription *waiting = findSubscription(channel)) {
        waiting->send();
    }
}

void Client::forget(Subscription *subscription)
{
    if (findSubscription(subscription->channel()) == subscription) {
        m_subscriptions.remove(subscription->channel());
        m_plainReaders.erase(subscription->m_channelUtf8);
    }
}

Subscription *Client::findSubscription(const QString &channel) const
{
    return m_subscriptions.value(channel, nullptr);
}

/** The one that what comes for the channel is meant for; else it is the server's. */
Subscription *Client::findSubscribed(const QString &channel) const
{
    Subscription *found = findSubscription(channel);
    const bool isSubscribed = found != nullptr && found->state() == Subscription::State::Subscribed;
    return isSubscribed ? found : nullptr;
}

void Client::sendSubscribes()
{
    const Turn turn = currentTurn();
    const Subscriptions all(m_subscriptions.begin(), m_subscriptions.end());
    QStringList sent;
    for (const QPointer<Subscription> &subscription : all) {
        if (subscription && subscription->queueSubscribe()) {
            sent.append(subscription->channel());
        }
        if (!turn.holds()) {
            return; // a token provider may do anything
        }
    }
    flush();
    for (const QString &channel : sent) {
        if (!turn.holds()) {
            return;
        }
        reportSubscribe(channel, ConnectionStep::State::Started);
    }
}

/** 3014: tokens and positions are worth nothing any more. */
void Client::invalidateState()
{
    for (Subscription *subscription : std::as_const(m_subscriptions)) {
        subscription->forgetPosition();
        subscription->dropToken();
    }
    for (ServerSubscription &subscription : m_serverSubscriptions) {
        subscription.cursor.forget();
    }
}

/** Recovery may bring the same message again, for ever. */
void Client::noteUnreadable(bool isRepeated)
{
    for (Subscription *subscription : std::as_const(m_subscriptions)) {
        subscription->noteUnreadable(isRepeated);
    }
    for (ServerSubscription &subscription : m_serverSubscriptions) {
        subscription.cursor.noteUnreadable(isRepeated);
    }
}

/** 3008: a reply, for what it recovers, can be more than the server's queue takes. */
void Client::skipRecoveriesInFlight()
{
    for (Subscription *subscription : std::as_const(m_subscriptions)) {
        subscription->skipRecoveryInFlight();
    }
    if (m_step != ConnectionStep::Kind::Connect) {
        return; // the reply to connect, with what it recovers, had arrived
    }
    for (ServerSubscription &subscription : m_serverSubscriptions) {
        subscription.cursor.skipRecovery();
    }
}

Client::Subscriptions Client::interruptSubscriptions()
{
    Subscriptions interrupted;
    for (Subscription *subscription : std::as_const(m_subscriptions)) {
        if (subscription->interrupt()) {
            interrupted.append(subscription);
        }
    }
    return interrupted;
}

} // namespace Centrifuge
