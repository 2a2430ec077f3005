// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscriptionprivate.h"

#include "centrifuge/client/serversubscriptions.h"
#include "centrifuge/client/stepreporter.h"
#include "centrifuge/client/subscriptionhost.h"
#include "centrifuge/client/subscriptionregistry.h"
#include "centrifuge/client/tokenrefresh.h"
#include "centrifuge/codes.h"

#include <QPointer>

#include <utility>

namespace Centrifuge {

SubscriptionPrivate::SubscriptionPrivate(Subscription &subscription, QString channel,
                                         SubscriptionOptions options,
                                         const SubscriptionContext &context)
    : q(subscription)
    , m_channel(std::move(channel))
    , m_channelUtf8(m_channel.toStdString())
    , m_options(std::move(options))
    , m_host(&context.host)
    , m_registry(context.registry)
    , m_serverSubscriptions(context.serverSubscriptions)
    , m_token(m_channel, m_options)
    , m_stream(q, m_options)
    , m_attempt(*this, {m_channel, m_options, m_token, m_stream}, context.host, q)
{
    m_registry.add(*this);
}

SubscriptionPrivate::~SubscriptionPrivate()
{
    if (m_host == nullptr) {
        return;
    }
    m_registry.remove(*this);
    if (releaseServerSide()) {
        m_serverSubscriptions.announceBegin(m_channel);
    } else if (m_state == State::Subscribed || m_attempt.isInFlight()) {
        m_registry.sendUnsubscribe(m_channel);
    }
}

void SubscriptionPrivate::setPlainPublicationSink(const PlainPublicationSink &sink)
{
    m_stream.setPlainSink(sink);
    if (m_host != nullptr) {
        m_registry.addPlainReader(*this);
    }
}

/** What was under way for the state before no longer concerns us. */
Generation SubscriptionPrivate::setState(State state)
{
    m_state = state;
    cancelUnderWay();
    if (state != State::Subscribing) {
        m_isInterruptionPending = false;
        m_attempt.forgetFailures();
    }
    return m_generations.current();
}

void SubscriptionPrivate::cancelUnderWay()
{
    m_generations.begin();
    m_attempt.cancel();
    if (TokenRefresh *refresh = std::exchange(m_refresh, nullptr)) {
        refresh->stop();
        refresh->deleteLater(); // it may be the caller
    }
}

void SubscriptionPrivate::subscribe()
{
    if (m_state != State::Unsubscribed || m_host == nullptr) {
        return;
    }
    m_stream.allowDelta();
    const Generation generation = setState(State::Subscribing);
    Q_EMIT q.subscribing({ClientCode::Called, QStringLiteral("subscribe called")});
    if (generation.isCurrent()) {
        sendSubscribe();
    }
}

void SubscriptionPrivate::unsubscribe()
{
    if (m_state == State::Unsubscribed) {
        return;
    }
    const bool isKnownToServer =
        !m_isServerSide && (m_state == State::Subscribed || m_attempt.isInFlight());
    // Sent before any signal is emitted: a subscribe from a slot must come after it.
    if (isKnownToServer && m_host != nullptr) {
        m_registry.sendUnsubscribe(m_channel);
    }
    becomeUnsubscribed({ClientCode::Called, QStringLiteral("unsubscribe called")});
}

void SubscriptionPrivate::detach()
{
    m_host = nullptr;
    cancelUnderWay();
}

void SubscriptionPrivate::sendSubscribe()
{
    if (queueSubscribe()) {
        m_host->flush();
        m_host->steps().reportSubscribe(m_channel, ConnectionStep::State::Started);
    }
}

bool SubscriptionPrivate::queueSubscribe()
{
    const bool isTime = m_state == State::Subscribing && !m_isServerSide && m_host != nullptr
        && !m_attempt.isUnderWay() && m_registry.canSubscribe(m_channel);
    return isTime && !m_serverSubscriptions.handOver(*this) && m_attempt.queue();
}

void SubscriptionPrivate::rejectSubscribe(const StateChange &change)
{
    becomeUnsubscribed(change);
}

void SubscriptionPrivate::reportFailure(const Error &error)
{
    Q_EMIT q.errorOccurred(error);
}

void SubscriptionPrivate::readSubscribeReply(CallResult result, std::chrono::nanoseconds receivedAt)
{
    if (!result) {
        readError(result.error());
        return;
    }
    ReplyResult reply = result.takeValue();
    if (auto *subscription = std::get_if<SubscribeResult>(&reply)) {
        becomeSubscribed(std::move(*subscription), receivedAt);
        return;
    }
    m_host->endConnection({ErrorLayer::Protocol, 0,
                           Subscription::tr("The answer to subscribe is not readable."), true},
                          ClientCode::BadProtocol);
}

void SubscriptionPrivate::readError(const Error &error)
{
    if (isServerError(error, ErrorCode::AlreadySubscribed)) {
        readAlreadySubscribed();
        return;
    }
    const Generation generation = m_generations.begin();
    m_host->steps().reportSubscribe(m_channel, ConnectionStep::State::Failed, error);
    if (!generation.isCurrent()) {
        return;
    }
    if (error.layer == ErrorLayer::Server) {
        readServerError(error);
    } else if (error.layer == ErrorLayer::Protocol) {
        m_host->endConnection(error, ClientCode::BadProtocol);
    } else {
        m_host->loseConnection(
            {ClientCode::SubscribeTimeout, QStringLiteral("subscribe timeout"), error.layer});
    }
}

void SubscriptionPrivate::readServerError(const Error &error)
{
    const auto code = std::uint32_t(error.code);
    const bool isExpired = code == ErrorCode::TokenExpired;
    const bool isUnrecoverable =
        code == ErrorCode::UnrecoverablePosition && m_stream.cursor().recoverFrom();
    const bool isTemporary = isTemporaryError(code, error.temporary) || isUnrecoverable;
    if (!isTemporary || (isExpired && !m_token.canRenew())) {
        becomeUnsubscribed({code, error.message, ErrorLayer::Server});
        return;
    }
    if (isExpired) {
        m_token.drop();
    }
    if (isUnrecoverable) {
        m_stream.cursor().clear();
    }
    m_attempt.retryLater();
    Q_EMIT q.errorOccurred(error);
}

/**
 * 105: the server has subscribed us by itself. Its push that says so may still be on its way: then
 * it is there before we ask once more. Without such a push its word is enough.
 */
void SubscriptionPrivate::readAlreadySubscribed()
{
    if (std::exchange(m_wasAlreadySubscribed, true)) {
        m_serverSubscriptions.assumeSubscribed(m_channel);
    } else {
        m_attempt.retryLater();
    }
}

void SubscriptionPrivate::becomeSubscribed(SubscribeResult result,
                                           std::chrono::nanoseconds receivedAt)
{
    const Generation generation = setState(State::Subscribed);
    m_wasAlreadySubscribed = false;
    if (!m_isServerSide) {
        watchExpiry(result); // else there is no token that we could renew
    }
    auto [event, restored] = m_stream.start(result, m_host->options());
    event.isServerSide = m_isServerSide;
    m_host->steps().reportSubscribe(m_channel, ConnectionStep::State::Done);
    if (generation.isCurrent()) {
        Q_EMIT q.subscribed(event);
    }
    if (generation.isCurrent()) {
        m_stream.deliverRecovered(std::move(result.publications), receivedAt, generation);
    }
    if (!generation.isCurrent()) {
        return;
    }
    if (restored) {
        m_stream.cursor().end(event);
    } else {
        abandonDelta(restored.error());
    }
}

void SubscriptionPrivate::watchExpiry(const SubscribeResult &result)
{
    m_refresh = m_token.createRefresh(result, *m_host, &q);
    if (m_refresh == nullptr) {
        return;
    }
    QObject::connect(m_refresh, &TokenRefresh::renewed, &q,
                     [this](const QString &token) { m_token.set(token); });
    QObject::connect(m_refresh, &TokenRefresh::failed, &q, &Subscription::errorOccurred);
    QObject::connect(m_refresh, &TokenRefresh::rejected, &q, [this](const StateChange &change) {
        m_registry.sendUnsubscribe(m_channel); // before the server throws us out
        becomeUnsubscribed(change);
    });
    m_refresh->setExpiry(result.expires, result.ttl);
}

void SubscriptionPrivate::becomeUnsubscribed(const StateChange &change)
{
    setState(State::Unsubscribed);
    const QPointer<ServerSubscriptions> server =
        releaseServerSide() ? &m_serverSubscriptions : nullptr;
    const QString channel = m_channel;
    Q_EMIT q.unsubscribed(change);
    if (server) {
        server->announceBegin(channel);
    }
}

bool SubscriptionPrivate::interrupt()
{
    if (m_state == State::Unsubscribed) {
        return false;
    }
    m_isInterruptionPending = m_isInterruptionPending || m_state == State::Subscribed;
    setState(State::Subscribing);
    return m_isInterruptionPending;
}

void SubscriptionPrivate::announceInterruption()
{
    if (std::exchange(m_isInterruptionPending, false)) {
        Q_EMIT q.subscribing({ClientCode::TransportClosed, QStringLiteral("transport closed")});
    }
}

void SubscriptionPrivate::invalidate()
{
    m_stream.cursor().forget();
    m_token.drop();
}

void SubscriptionPrivate::skipRecoveryInFlight()
{
    if (m_attempt.isInFlight() && !m_options.positionProvider) { // a provider would be asked again
        m_stream.cursor().skipRecovery();
    }
}

void SubscriptionPrivate::readUnsubscribe(const UnsubscribePush &push)
{
    const StateChange change{push.code, push.reason, ErrorLayer::Server};
    if (isTerminalUnsubscribe(push.code)) {
        becomeUnsubscribed(change);
        return;
    }
    if (push.code == UnsubscribeCode::StateInvalidated) {
        invalidate();
    } else if (push.code == UnsubscribeCode::SubscriptionExpired) {
        m_token.drop();
    }
    setState(State::Subscribing);
    m_attempt.retryLater();
    Q_EMIT q.subscribing(change);
}

void SubscriptionPrivate::beginServerSide(SubscribeResult result,
                                          std::chrono::nanoseconds receivedAt)
{
    m_isServerSide = true;
    becomeSubscribed(std::move(result), receivedAt);
}

void SubscriptionPrivate::takeServerSide(const StreamCursor &cursor, const SubscribedEvent &event)
{
    m_isServerSide = true;
    m_stream.startAt(cursor);
    const Generation generation = setState(State::Subscribed);
    m_host->steps().reportSubscribe(m_channel, ConnectionStep::State::Done);
    if (generation.isCurrent()) {
        Q_EMIT q.subscribed(event);
    }
}

void SubscriptionPrivate::waitForServerSide(const StreamCursor &cursor)
{
    m_isServerSide = true;
    m_stream.cursor() = cursor;
}

void SubscriptionPrivate::endServerSide(const StateChange &change)
{
    m_isServerSide = false;
    m_isInterruptionPending = false;
    const Generation generation = setState(State::Subscribing);
    Q_EMIT q.subscribing(change);
    if (generation.isCurrent()) {
        sendSubscribe();
    }
}

/** Our interest ends, the server's subscription does not. Returns whether there was one. */
bool SubscriptionPrivate::releaseServerSide()
{
    if (!std::exchange(m_isServerSide, false) || m_host == nullptr) {
        return false;
    }
    m_serverSubscriptions.takeBack(m_channel, m_stream.cursor());
    return true;
}

bool SubscriptionPrivate::readPlain(const PlainPublication &publication)
{
    return m_state == State::Subscribed && m_stream.readPlain(publication);
}

void SubscriptionPrivate::readPublication(const Publication &publication,
                                          std::chrono::nanoseconds receivedAt)
{
    if (const Outcome read = m_stream.read(publication, receivedAt); !read) {
        abandonDelta(read.error());
    }
}

/** Begins anew without patches, from the last good one on, so that nothing is lost. */
void SubscriptionPrivate::abandonDelta(const Error &error)
{
    m_stream.refuseDelta();
    m_registry.sendUnsubscribe(m_channel); // its answer makes us subscribe
    const Generation generation = setState(State::Subscribing);
    Q_EMIT q.errorOccurred(error);
    if (generation.isCurrent()) {
        Q_EMIT q.subscribing(
            {ClientCode::BadProtocol, QStringLiteral("delta does not fit"), ErrorLayer::Protocol});
    }
}

} // namespace Centrifuge
