// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/messagedispatcher.h"

#include "centrifuge/client/serversubscriptions.h"
#include "centrifuge/client/subscriptionprivate.h"
#include "centrifuge/client/subscriptionregistry.h"

namespace Centrifuge {

MessageDispatcher::MessageDispatcher(const SubscriptionRegistry &registry,
                                     ServerSubscriptions &serverSubscriptions)
    : m_registry(registry)
    , m_serverSubscriptions(serverSubscriptions)
{
}

void MessageDispatcher::dispatch(const Message &message, std::chrono::nanoseconds receivedAt) const
{
    if (const auto *publication = std::get_if<PublicationPush>(&message)) {
        read(*publication, receivedAt);
    } else if (const auto *join = std::get_if<JoinPush>(&message)) {
        read(*join);
    } else if (const auto *leave = std::get_if<LeavePush>(&message)) {
        read(*leave);
    } else if (const auto *end = std::get_if<UnsubscribePush>(&message)) {
        read(*end);
    } else if (const auto *begin = std::get_if<SubscribePush>(&message)) {
        m_serverSubscriptions.readSubscribe(*begin, receivedAt);
    }
}

void MessageDispatcher::read(const PublicationPush &push, std::chrono::nanoseconds receivedAt) const
{
    if (SubscriptionPrivate *subscription = m_registry.findSubscribed(push.channel)) {
        subscription->readPublication(push.publication, receivedAt);
    } else {
        m_serverSubscriptions.readPublication(push, receivedAt);
    }
}

void MessageDispatcher::read(const JoinPush &push) const
{
    if (SubscriptionPrivate *subscription = m_registry.findSubscribed(push.channel)) {
        Q_EMIT subscription->subscription().joined(push.info);
    } else {
        m_serverSubscriptions.readJoin(push);
    }
}

void MessageDispatcher::read(const LeavePush &push) const
{
    if (SubscriptionPrivate *subscription = m_registry.findSubscribed(push.channel)) {
        Q_EMIT subscription->subscription().left(push.info);
    } else {
        m_serverSubscriptions.readLeave(push);
    }
}

void MessageDispatcher::read(const UnsubscribePush &push) const
{
    if (m_serverSubscriptions.contains(push.channel)) {
        m_serverSubscriptions.readUnsubscribe(push);
    } else if (SubscriptionPrivate *subscription = m_registry.findSubscribed(push.channel)) {
        subscription->readUnsubscribe(push);
    } // else the server also tells connections that never had the channel
}

} // namespace Centrifuge
