// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/serversubscriptions.h"

#include "centrifuge/client/subscriptionhost.h"
#include "centrifuge/client/subscriptionprivate.h"
#include "centrifuge/client/subscriptionregistry.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"

#include <utility>

namespace Centrifuge {

namespace {

// Far above what a server allows by default; each one is kept here and by the listeners.
constexpr qsizetype MaxSubscriptions = 16'384;
constexpr qsizetype LongestChannel = 4096;

/** For one who comes later: from here on, nothing recovered. */
SubscribedEvent laterBegin(const SubscribedEvent &began, const StreamCursor &cursor)
{
    SubscribedEvent event;
    event.isServerSide = true;
    event.recoverable = began.recoverable;
    event.positioned = began.positioned;
    event.position = cursor.position().value_or(StreamPosition());
    return event;
}

bool isInterested(const SubscriptionPrivate *subscription)
{
    return subscription != nullptr && subscription->state() != Subscription::State::Unsubscribed;
}

} // namespace

ServerSubscriptions::ServerSubscriptions(SubscriptionHost &host,
                                         const SubscriptionRegistry &registry, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_registry(registry)
{
}

QStringList ServerSubscriptions::channels() const
{
    return m_entries.keys();
}

bool ServerSubscriptions::contains(const QString &channel) const
{
    return m_entries.contains(channel);
}

QMap<QString, StreamPosition> ServerSubscriptions::positions() const
{
    QMap<QString, StreamPosition> positions;
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        const SubscriptionPrivate *owner = findOwner(it.key());
        const StreamCursor &cursor = owner != nullptr ? owner->stream().cursor() : it->cursor;
        if (const auto &position = cursor.recoverFrom()) {
            positions.insert(it.key(), *position);
        }
    }
    return positions;
}

/** The Subscription that the events belong to; nullptr for none. */
SubscriptionPrivate *ServerSubscriptions::findOwner(const QString &channel) const
{
    SubscriptionPrivate *subscription = m_registry.find(channel);
    return subscription != nullptr && subscription->isServerSide() ? subscription : nullptr;
}

StreamCursor &ServerSubscriptions::cursorOf(const QString &channel, Entry &entry) const
{
    SubscriptionPrivate *owner = findOwner(channel);
    return owner != nullptr ? owner->stream().cursor() : entry.cursor;
}

void ServerSubscriptions::update(QMap<QString, SubscribeResult> results,
                                 std::chrono::nanoseconds receivedAt, const Generation &generation)
{
    for (auto it = results.begin(); it != results.end(); ++it) {
        begin(it.key(), *it, receivedAt);
        if (!generation.isCurrent()) {
            return;
        }
    }
    for (auto it = results.cbegin(); it != results.cend(); ++it) {
        for (const Publication &publication : it->publications) {
            deliver(it.key(), {publication, true, receivedAt});
            if (!generation.isCurrent()) {
                return;
            }
        }
        Entry &entry = m_entries[it.key()];
        cursorOf(it.key(), entry).end(entry.event);
    }
    const QStringList known = m_entries.keys();
    for (const QString &channel : known) {
        if (!results.contains(channel) && generation.isCurrent()) {
            readUnsubscribe({channel, UnsubscribeCode::ServerUnsubscribe,
                             QStringLiteral("server unsubscribe")});
        }
    }
}

void ServerSubscriptions::begin(const QString &channel, SubscribeResult &result,
                                std::chrono::nanoseconds receivedAt)
{
    Entry &entry = m_entries[channel];
    entry.isSubscribed = true;
    entry.isInterruptionPending = false;
    SubscriptionPrivate *subscription = m_registry.find(channel);
    if (!isInterested(subscription)) {
        entry.event = entry.cursor.begin(result);
        entry.event.isServerSide = true;
        Q_EMIT subscribed(channel, SubscribedEvent(entry.event));
        return;
    }
    entry.event = {};
    entry.event.isServerSide = true;
    entry.event.recoverable = result.recoverable;
    entry.event.positioned = result.positioned;
    if (!subscription->isServerSide() && entry.cursor.recoverFrom()) {
        subscription->stream().cursor() = entry.cursor; // the connect asked for this position
    }
    subscription->beginServerSide(std::exchange(result, {}), receivedAt);
}

bool ServerSubscriptions::handOver(SubscriptionPrivate &subscription)
{
    const auto entry = m_entries.find(subscription.channel());
    if (entry == m_entries.end()) {
        return false;
    }
    const StreamCursor cursor = std::exchange(entry->cursor, {});
    if (entry->isSubscribed) {
        subscription.takeServerSide(cursor, laterBegin(entry->event, cursor));
    } else {
        subscription.waitForServerSide(cursor);
    }
    return true;
}

void ServerSubscriptions::assumeSubscribed(const QString &channel)
{
    SubscribeResult nothingKnown;
    begin(channel, nothingKnown, m_host.clock().monotonic());
}

void ServerSubscriptions::takeBack(const QString &channel, const StreamCursor &cursor)
{
    if (const auto entry = m_entries.find(channel); entry != m_entries.end()) {
        entry->cursor = cursor;
    }
}

void ServerSubscriptions::announceBegin(const QString &channel)
{
    const auto entry = m_entries.constFind(channel);
    if (entry != m_entries.constEnd() && entry->isSubscribed && findOwner(channel) == nullptr) {
        Q_EMIT subscribed(channel, laterBegin(entry->event, entry->cursor));
    }
}

void ServerSubscriptions::readSubscribe(const SubscribePush &push,
                                        std::chrono::nanoseconds receivedAt)
{
    SubscribeResult result;
    result.recoverable = push.recoverable;
    result.positioned = push.positioned;
    result.position = push.position;
    result.data = push.data;
    const bool isTooMuch =
        m_entries.size() >= MaxSubscriptions || push.channel.size() > LongestChannel;
    if (isTooMuch && !contains(push.channel)) {
        m_host.endConnection({ErrorLayer::WebSocket, CloseCode::PolicyViolation,
                              tr("The server subscribes this connection to too many channels, or "
                                 "to one with too long a name."),
                              true},
                             ClientCode::TransportClosed);
        return;
    }
    begin(push.channel, result, receivedAt);
}

void ServerSubscriptions::readUnsubscribe(const UnsubscribePush &push)
{
    const auto entry = m_entries.constFind(push.channel);
    if (entry == m_entries.constEnd()) {
        return;
    }
    const StreamCursor cursor = entry->cursor;
    m_entries.erase(entry);
    const StateChange change{push.code, push.reason, ErrorLayer::Server};
    SubscriptionPrivate *subscription = m_registry.find(push.channel);
    if (!isInterested(subscription)) {
        Q_EMIT unsubscribed(push.channel, change);
        return;
    }
    if (!subscription->isServerSide()) {
        subscription->stream().cursor() = cursor;
    }
    subscription->endServerSide(change);
}

void ServerSubscriptions::readPublication(const PublicationPush &push,
                                          std::chrono::nanoseconds receivedAt)
{
    const auto entry = m_entries.constFind(push.channel);
    if (entry == m_entries.constEnd()) {
        return;
    }
    if (entry->cursor.isDuplicate(push.publication)) {
        Q_EMIT duplicateIgnored(push.channel, push.publication.offset);
    } else {
        deliver(push.channel, {push.publication, false, receivedAt});
    }
}

void ServerSubscriptions::readJoin(const JoinPush &push)
{
    if (contains(push.channel)) {
        Q_EMIT joined(push.channel, push.info);
    }
}

void ServerSubscriptions::readLeave(const LeavePush &push)
{
    if (contains(push.channel)) {
        Q_EMIT left(push.channel, push.info);
    }
}

void ServerSubscriptions::deliver(const QString &channel, const PublicationEvent &event)
{
    if (SubscriptionPrivate *owner = findOwner(channel)) { // a slot wanted the channel meanwhile
        owner->stream().deliver(event.publication, event.recovered, event.receivedAt);
        return;
    }
    m_entries[channel].cursor.advance(event.publication);
    Q_EMIT publicationReceived(channel, event);
}

QStringList ServerSubscriptions::interrupt()
{
    QStringList interrupted;
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (std::exchange(it->isSubscribed, false) && findOwner(it.key()) == nullptr) {
            it->isInterruptionPending = true; // a Subscription announces its own
        }
        if (it->isInterruptionPending) {
            interrupted.append(it.key());
        }
    }
    return interrupted;
}

void ServerSubscriptions::announceInterruption(const QString &channel)
{
    const auto entry = m_entries.find(channel);
    if (entry != m_entries.end() && std::exchange(entry->isInterruptionPending, false)) {
        Q_EMIT subscribing(channel,
                           {ClientCode::TransportClosed, QStringLiteral("transport closed")});
    }
}

void ServerSubscriptions::forgetPositions()
{
    for (Entry &entry : m_entries) {
        entry.cursor.forget();
    }
}

void ServerSubscriptions::skipRecoveries()
{
    for (Entry &entry : m_entries) {
        entry.cursor.skipRecovery();
    }
}

void ServerSubscriptions::handleUnreadable(bool isRepeated)
{
    for (Entry &entry : m_entries) {
        entry.cursor.handleUnreadable(isRepeated);
    }
}

void ServerSubscriptions::handleUnreadableConnect(bool isRepeated)
{
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        cursorOf(it.key(), *it).handleUnreadable(isRepeated);
    }
}

} // namespace Centrifuge
