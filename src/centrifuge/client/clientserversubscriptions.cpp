// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Client that keeps the subscriptions that the server made.

#include "centrifuge/client/client.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"

#include <utility>

namespace Centrifuge {

namespace {

constexpr std::uint32_t ServerUnsubscribe = 2000;
constexpr int PolicyViolated = 1008; // of WebSocket
// Far above what a server allows by default; each one is kept here and by the listeners.
constexpr qsizetype MostServerSubscriptions = 16'384;
constexpr qsizetype LongestServerChannel = 4096;

} // namespace

QStringList Client::serverChannels() const
{
    return m_serverSubscriptions.keys();
}

QMap<QString, StreamPosition> Client::serverPositions() const
{
    QMap<QString, StreamPosition> positions;
    for (auto it = m_serverSubscriptions.begin(); it != m_serverSubscriptions.end(); ++it) {
        const Subscription *taker = findTaker(it.key());
        const StreamCursor &cursor = taker != nullptr ? taker->m_cursor : it->cursor;
        if (const auto &position = cursor.recoverFrom()) {
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
    for (auto it = results.begin(); it != results.end(); ++it) {
        beginServerSubscription(it.key(), *it, receivedAt);
        if (!turn.holds()) {
            return;
        }
    }
    for (auto it = results.cbegin(); it != results.cend(); ++it) {
        for (const Publication &publication : it->publications) {
            deliverServerPublication(it.key(), {publication, true, receivedAt});
            if (!turn.holds()) {
                return;
            }
        }
        ServerSubscription &subscription = m_serverSubscriptions[it.key()];
        Subscription *taker = findTaker(it.key());
        (taker != nullptr ? taker->m_cursor : subscription.cursor).end(subscription.event);
    }
    const QStringList known = m_serverSubscriptions.keys();
    for (const QString &channel : known) {
        if (!results.contains(channel) && turn.holds()) {
            readServerUnsubscribe(
                {channel, ServerUnsubscribe, QStringLiteral("server unsubscribe")});
        }
    }
}

/** Hands it to the Subscription that wants the channel, with what `result` recovered; else the
 * publications are left in it. */
void Client::beginServerSubscription(const QString &channel, SubscribeResult &result,
                                     std::chrono::nanoseconds receivedAt)
{
    ServerSubscription &subscription = m_serverSubscriptions[channel];
    subscription.isSubscribed = true;
    subscription.isInterruptionPending = false;
    Subscription *own = findSubscription(channel);
    if (own == nullptr || own->state() == Subscription::State::Unsubscribed) {
        subscription.event = subscription.cursor.begin(result);
        subscription.event.isServerSide = true;
        Q_EMIT serverSubscribed(channel, SubscribedEvent(subscription.event));
        return;
    }
    subscription.event = {};
    subscription.event.isServerSide = true;
    subscription.event.recoverable = result.recoverable;
    subscription.event.positioned = result.positioned;
    if (!own->isServerSide() && subscription.cursor.recoverFrom()) {
        own->m_cursor = subscription.cursor; // it was this place that the connect asked for
    }
    own->beginServerSide(std::exchange(result, {}), receivedAt);
}

/** As an event for one who comes later: from here on, nothing recovered. */
SubscribedEvent Client::beginningOf(const ServerSubscription &subscription,
                                    const StreamCursor &cursor)
{
    SubscribedEvent event;
    event.isServerSide = true;
    event.recoverable = subscription.event.recoverable;
    event.positioned = subscription.event.positioned;
    event.position = cursor.position().value_or(StreamPosition());
    return event;
}

/** The Subscription that the events of the server's subscription belong to; nullptr for none. */
Subscription *Client::findTaker(const QString &channel) const
{
    Subscription *own = findSubscription(channel);
    return own != nullptr && own->isServerSide() ? own : nullptr;
}

/** A Subscription wants a channel; false where the server has not subscribed us to it. */
bool Client::offerServerSubscription(Subscription *own)
{
    const auto subscription = m_serverSubscriptions.find(own->channel());
    if (subscription == m_serverSubscriptions.end()) {
        return false;
    }
    if (!subscription->isSubscribed) {
        own->waitForServerSide(std::exchange(subscription->cursor, {}));
        return true;
    }
    const StreamCursor cursor = std::exchange(subscription->cursor, {});
    own->takeServerSide(cursor, beginningOf(*subscription, cursor));
    return true;
}

/** The server says that we are subscribed, and never said that it did it. */
void Client::assumeServerSubscription(const QString &channel)
{
    SubscribeResult nothingKnown;
    beginServerSubscription(channel, nothingKnown, m_clock.monotonic());
}

/** A Subscription is not interested any more, the server still is. */
void Client::returnServerSubscription(const QString &channel, const StreamCursor &cursor)
{
    if (const auto subscription = m_serverSubscriptions.find(channel);
        subscription != m_serverSubscriptions.end()) {
        subscription->cursor = cursor;
    }
}

/** After it was returned, unless a Subscription wants it again. */
void Client::announceServerSubscription(const QString &channel)
{
    const auto subscription = m_serverSubscriptions.constFind(channel);
    if (subscription != m_serverSubscriptions.constEnd() && subscription->isSubscribed
        && findTaker(channel) == nullptr) {
        Q_EMIT serverSubscribed(channel, beginningOf(*subscription, subscription->cursor));
    }
}

void Client::readServerSubscribe(const SubscribePush &push, std::chrono::nanoseconds receivedAt)
{
    SubscribeResult result;
    result.recoverable = push.recoverable;
    result.positioned = push.positioned;
    result.position = push.position;
    result.data = push.data;
    const bool isNew = !m_serverSubscriptions.contains(push.channel);
    if (isNew
        && (m_serverSubscriptions.size() >= MostServerSubscriptions
            || push.channel.size() > LongestServerChannel)) {
        endConnection({ErrorLayer::WebSocket, PolicyViolated,
                       tr("The server subscribes this connection to too many channels, or to one "
                          "with too long a name."),
                       true},
                      ClientCode::TransportClosed);
        return;
    }
    beginServerSubscription(push.channel, result, receivedAt);
}

void Client::readServerUnsubscribe(const UnsubscribePush &push)
{
    const auto subscription = m_serverSubscriptions.constFind(push.channel);
    if (subscription == m_serverSubscriptions.constEnd()) {
        return;
    }
    const StreamCursor cursor = subscription->cursor;
    m_serverSubscriptions.erase(subscription);
    Subscription *own = findSubscription(push.channel);
    if (own == nullptr || own->state() == Subscription::State::Unsubscribed) {
        Q_EMIT serverUnsubscribed(push.channel, {push.code, push.reason});
        return;
    }
    if (!own->isServerSide()) {
        own->m_cursor = cursor;
    }
    own->endServerSide({push.code, push.reason});
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
    if (Subscription *taker = findTaker(channel)) { // a handler wanted the channel meanwhile
        taker->deliver(event.publication, event.recovered, event.receivedAt);
        return;
    }
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
    for (auto it = m_serverSubscriptions.begin(); it != m_serverSubscriptions.end(); ++it) {
        Subscription *taker = findTaker(it.key());
        (taker != nullptr ? taker->m_cursor : it->cursor).noteUnreadable(isRepeated);
    }
}

/** Those that have an interruption to tell, by announceServerInterruption(). */
QStringList Client::interruptServerSubscriptions()
{
    QStringList interrupted;
    for (auto it = m_serverSubscriptions.begin(); it != m_serverSubscriptions.end(); ++it) {
        if (std::exchange(it->isSubscribed, false) && findTaker(it.key()) == nullptr) {
            it->isInterruptionPending = true; // a Subscription tells its own
        }
        if (it->isInterruptionPending) {
            interrupted.append(it.key());
        }
    }
    return interrupted;
}

void Client::announceServerInterruption(const QString &channel)
{
    const auto subscription = m_serverSubscriptions.find(channel);
    if (subscription != m_serverSubscriptions.end()
        && std::exchange(subscription->isInterruptionPending, false)) {
        Q_EMIT serverSubscribing(channel,
                                 {ClientCode::TransportClosed, QStringLiteral("transport closed")});
    }
}

} // namespace Centrifuge
