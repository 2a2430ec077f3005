// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscriptionregistry.h"

#include "centrifuge/client/stepreporter.h"
#include "centrifuge/client/subscriptionhost.h"
#include "centrifuge/client/subscriptionprivate.h"
#include "centrifuge/codes.h"

#include <QPointer>

#include <utility>

namespace Centrifuge {

SubscriptionRegistry::SubscriptionRegistry(SubscriptionHost &host)
    : m_host(host)
{
}

void SubscriptionRegistry::add(SubscriptionPrivate &subscription)
{
    m_subscriptions.insert(subscription.channel(), &subscription);
}

void SubscriptionRegistry::remove(const SubscriptionPrivate &subscription)
{
    if (find(subscription.channel()) == &subscription) {
        m_subscriptions.remove(subscription.channel());
        m_plainReaders.erase(subscription.channelUtf8());
    }
}

void SubscriptionRegistry::discard(Subscription *subscription)
{
    SubscriptionPrivate *found = subscription != nullptr ? find(subscription->channel()) : nullptr;
    if (found == nullptr || &found->subscription() != subscription) {
        return;
    }
    remove(*found); // first: a slot may subscribe to the channel again
    const QPointer<Subscription> alive(subscription);
    found->unsubscribe();
    if (alive) {
        found->detach();
        subscription->deleteLater();
    }
}

QList<SubscriptionPrivate *> SubscriptionRegistry::takeAll()
{
    m_plainReaders.clear();
    return std::exchange(m_subscriptions, {}).values();
}

SubscriptionPrivate *SubscriptionRegistry::find(const QString &channel) const
{
    return m_subscriptions.value(channel, nullptr);
}

SubscriptionPrivate *SubscriptionRegistry::findSubscribed(const QString &channel) const
{
    SubscriptionPrivate *found = find(channel);
    const bool isSubscribed = found != nullptr && found->state() == Subscription::State::Subscribed;
    return isSubscribed ? found : nullptr;
}

void SubscriptionRegistry::addPlainReader(SubscriptionPrivate &subscription)
{
    m_plainReaders.insert_or_assign(subscription.channelUtf8(), &subscription);
}

bool SubscriptionRegistry::readPlain(const PlainPublication &publication) const
{
    const std::string_view channel(publication.channel.data(),
                                   static_cast<std::size_t>(publication.channel.size()));
    const auto found = m_plainReaders.find(channel);
    return found != m_plainReaders.end() && found->second->readPlain(publication);
}

bool SubscriptionRegistry::canSubscribe(const QString &channel) const
{
    return m_host.canSend() && !m_leaving.contains(channel);
}

void SubscriptionRegistry::sendUnsubscribe(const QString &channel)
{
    if (!m_host.canSend()) {
        return; // the server forgets us with the connection
    }
    m_leaving.insert(channel);
    m_host.call(UnsubscribeCommand{channel}, [this, channel](const CallResult &result, auto) {
        readUnsubscribeReply(channel, result);
    });
    m_host.flush();
}

void SubscriptionRegistry::readUnsubscribeReply(const QString &channel, const CallResult &result)
{
    m_leaving.remove(channel);
    if (!result) {
        m_host.loseConnection({ClientCode::UnsubscribeError, QStringLiteral("unsubscribe error")});
        return;
    }
    if (SubscriptionPrivate *waiting = find(channel)) {
        waiting->sendSubscribe();
    }
}

void SubscriptionRegistry::sendSubscribes(const Generation &generation)
{
    QStringList sent;
    const QStringList channels = m_subscriptions.keys();
    for (const QString &channel : channels) {
        SubscriptionPrivate *subscription = find(channel);
        if (subscription != nullptr && subscription->queueSubscribe()) {
            sent.append(channel);
        }
        if (!generation.isCurrent()) {
            return; // a token provider may do anything
        }
    }
    m_host.flush();
    for (const QString &channel : std::as_const(sent)) {
        if (!generation.isCurrent()) {
            return;
        }
        m_host.steps().reportSubscribe(channel, ConnectionStep::State::Started);
    }
}

QStringList SubscriptionRegistry::interrupt()
{
    m_leaving.clear();
    QStringList interrupted;
    for (SubscriptionPrivate *subscription : std::as_const(m_subscriptions)) {
        if (subscription->interrupt()) {
            interrupted.append(subscription->channel());
        }
    }
    return interrupted;
}

void SubscriptionRegistry::announceInterruption(const QString &channel)
{
    if (SubscriptionPrivate *subscription = find(channel)) {
        subscription->announceInterruption();
    }
}

void SubscriptionRegistry::invalidate()
{
    for (SubscriptionPrivate *subscription : std::as_const(m_subscriptions)) {
        subscription->invalidate();
    }
}

void SubscriptionRegistry::handleUnreadable(bool isRepeated)
{
    for (SubscriptionPrivate *subscription : std::as_const(m_subscriptions)) {
        subscription->stream().cursor().handleUnreadable(isRepeated);
    }
}

void SubscriptionRegistry::skipRecoveriesInFlight()
{
    for (SubscriptionPrivate *subscription : std::as_const(m_subscriptions)) {
        subscription->skipRecoveryInFlight();
    }
}

} // namespace Centrifuge
