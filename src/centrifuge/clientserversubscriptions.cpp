// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Client that keeps the subscriptions that the server made.

#include "centrifuge/client.h"
#include "centrifuge/localcodes.h"

namespace Centrifuge {

namespace {

constexpr std::uint32_t ServerUnsubscribe = 2000;

} // namespace

QStringList Client::serverChannels() const
{
    return m_serverSubscriptions.keys();
}

QMap<QString, StreamPosition> Client::serverPositions() const
{
    QMap<QString, StreamPosition> positions;
    for (auto it = m_serverSubscriptions.begin(); it != m_serverSubscriptions.end(); ++it) {
        if (const auto &position = it->cursor.recoverFrom()) {
            positions.insert(it.key(), *position);
        }
    }
    return positions;
}

/** First all that begin, then what they missed, then those that the server has not any more. */
void Client::announceServerSubscriptions(QMap<QString, SubscribeResult> results,
                                         std::chrono::nanoseconds receivedAt)
{
    const Turn turn = currentTurn();
    QMap<QString, SubscribedEvent> events;
    for (auto it = results.begin(); it != results.end(); ++it) {
        ServerSubscription &subscription = m_serverSubscriptions[it.key()];
        const SubscribedEvent event = subscription.cursor.begin(*it);
        subscription.isSubscribed = true;
        events.insert(it.key(), event);
        Q_EMIT serverSubscribed(it.key(), event);
        if (!turn.holds()) {
            return;
        }
    }
    for (auto it = results.begin(); it != results.end(); ++it) {
        for (const Publication &publication : it->publications) {
            deliverServerPublication(it.key(), {publication, true, receivedAt});
            if (!turn.holds()) {
                return;
            }
        }
        m_serverSubscriptions[it.key()].cursor.end(events.value(it.key()));
    }
    const QStringList known = m_serverSubscriptions.keys();
    for (const QString &channel : known) {
        if (!results.contains(channel) && turn.holds()) {
            readServerUnsubscribe(
                {channel, ServerUnsubscribe, QStringLiteral("server unsubscribe")});
        }
    }
}

void Client::readServerSubscribe(const SubscribePush &push)
{
    SubscribeResult result;
    result.recoverable = push.recoverable;
    result.positioned = push.positioned;
    result.position = push.position;
    result.data = push.data;
    ServerSubscription &subscription = m_serverSubscriptions[push.channel];
    subscription.isSubscribed = true;
    Q_EMIT serverSubscribed(push.channel, subscription.cursor.begin(result));
}

void Client::readServerUnsubscribe(const UnsubscribePush &push)
{
    if (m_serverSubscriptions.remove(push.channel) > 0) {
        Q_EMIT serverUnsubscribed(push.channel, {push.code, push.reason});
    }
}

void Client::readServerPublication(const PublicationPush &push, std::chrono::nanoseconds receivedAt)
{
    const auto subscription = m_serverSubscriptions.constFind(push.channel);
    if (subscription == m_serverSubscriptions.constEnd()) {
        return;
    }
    if (subscription->cursor.isDuplicate(push.publication)) {
        Q_EMIT serverDuplicateIgnored(push.channel, push.publication.offset);
    } else {
        deliverServerPublication(push.channel, {push.publication, false, receivedAt});
    }
}

void Client::deliverServerPublication(const QString &channel, const PublicationEvent &event)
{
    m_serverSubscriptions[channel].cursor.advance(event.publication);
    Q_EMIT serverPublicationReceived(channel, event);
}

/** The connect reply, or what came with it, can't be read; it may be for what it brings back by
 * recovery. */
void Client::noteUnreadableConnect()
{
    const bool isRepeated = std::exchange(m_wasUnreadable, true);
    if (m_isIntroduced) {
        noteUnreadable(isRepeated); // the subscribes were behind the connect
        return;
    }
    for (ServerSubscription &subscription : m_serverSubscriptions) {
        subscription.cursor.noteUnreadable(isRepeated);
    }
}

/** Those that have an interruption to tell, by announceServerInterruption(). */
QStringList Client::interruptServerSubscriptions()
{
    QStringList interrupted;
    for (auto it = m_serverSubscriptions.begin(); it != m_serverSubscriptions.end(); ++it) {
        if (std::exchange(it->isSubscribed, false)) {
            it->isInterruptionUntold = true;
        }
        if (it->isInterruptionUntold) {
            interrupted.append(it.key());
        }
    }
    return interrupted;
}

void Client::announceServerInterruption(const QString &channel)
{
    const auto subscription = m_serverSubscriptions.find(channel);
    if (subscription != m_serverSubscriptions.end()
        && std::exchange(subscription->isInterruptionUntold, false)) {
        Q_EMIT serverSubscribing(channel,
                                 {LocalCode::TransportClosed, QStringLiteral("transport closed")});
    }
}

} // namespace Centrifuge
