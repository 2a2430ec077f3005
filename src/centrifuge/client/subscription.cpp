// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscription.h"

#include "centrifuge/client/backoff.h"
#include "centrifuge/client/client.h"
#include "centrifuge/client/connection.h"
#include "centrifuge/client/tokenrefresh.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "text/jsonscanner.h"

namespace Centrifuge {

namespace {

constexpr std::uint32_t SubscriptionExpired = 2501;
constexpr std::uint32_t StateInvalidated = 2502;
constexpr std::uint32_t AlreadySubscribed = 105;
constexpr std::uint32_t TokenExpired = 109;
constexpr std::uint32_t UnrecoverablePosition = 112;

} // namespace

Subscription::Subscription(QString channel, SubscriptionOptions options, Client &client)
    : QObject(&client)
    , m_channel(std::move(channel))
    , m_channelUtf8(m_channel.toStdString())
    , m_options(std::move(options))
    , m_client(&client)
    , m_token(m_options.token)
    , m_cursor(m_options.recover ? std::optional(m_options.since) : std::nullopt)
{
}

Subscription::~Subscription()
{
    if (m_client) {
        m_client->forget(this);
        if (releaseServerSide()) {
            m_client->announceServerSubscription(m_channel);
        } else if (m_state == State::Subscribed || m_isInFlight) {
            m_client->sendUnsubscribe(m_channel);
        }
    }
}

QString Subscription::channel() const
{
    return m_channel;
}

Subscription::State Subscription::state() const
{
    return m_state;
}

std::optional<StreamPosition> Subscription::position() const
{
    return m_cursor.position();
}

void Subscription::setPlainSink(PlainPublicationSink sink)
{
    m_plainSink = std::move(sink);
    if (m_client) {
        m_client->m_plainReaders.insert_or_assign(m_channelUtf8, this);
    }
}

void Subscription::subscribe()
{
    if (m_state != State::Unsubscribed || !m_client) {
        return;
    }
    m_state = State::Subscribing;
    m_failures = 0;
    m_isDeltaBroken = false;
    const Attempt attempt = beginAttempt();
    Q_EMIT subscribing({ClientCode::Called, QStringLiteral("subscribe called")});
    if (attempt.holds()) {
        send();
    }
}

void Subscription::unsubscribe()
{
    if (m_state == State::Unsubscribed) {
        return;
    }
    const bool isKnownToServer = !m_isServerSide && (m_state == State::Subscribed || m_isInFlight);
    // Sent before any signal is emitted: a subscribe from a slot must come after it.
    if (isKnownToServer && m_client) {
        m_client->sendUnsubscribe(m_channel);
    }
    becomeUnsubscribed({ClientCode::Called, QStringLiteral("unsubscribe called")});
}

/** The client has let go of us; nothing we do concerns it any more. */
void Subscription::detach()
{
    m_client.clear();
    settle();
}

/** Nothing that is under way concerns us any more. */
void Subscription::settle()
{
    beginAttempt();
    m_isInFlight = false;
    m_isAsking = false;
    if (m_retryTimer != nullptr) {
        m_retryTimer->stop();
    }
    if (TokenRefresh *refresh = std::exchange(m_refresh, nullptr)) {
        refresh->stop();
        refresh->deleteLater(); // it may be the one who calls
    }
}

Subscription::Attempt Subscription::beginAttempt()
{
    return {this, ++m_attempt};
}

void Subscription::send()
{
    if (queueSubscribe()) {
        m_client->flush();
        m_client->reportSubscribe(m_channel, ConnectionStep::State::Started);
    }
}

bool Subscription::isTimeToSubscribe() const
{
    const bool isWaiting = m_retryTimer != nullptr && m_retryTimer->isActive();
    return m_state == State::Subscribing && !m_isServerSide && !m_isInFlight && !m_isAsking
        && !isWaiting && m_client && m_client->canSubscribe(m_channel);
}

/** Queues our subscribe if it is time for it; what it lacks it asks for first. */
bool Subscription::queueSubscribe()
{
    if (!isTimeToSubscribe() || m_client->offerServerSubscription(this)) {
        return false;
    }
    if (needsToken()) {
        askForToken();
        return false;
    }
    if (needsPosition()) {
        askForPosition();
        return false;
    }
    if (m_client->m_options.wireFormat == WireFormat::Json && !m_options.data.isEmpty()
        && !isJson(m_options.data)) {
        becomeUnsubscribed(
            {ClientCode::BadConfiguration, tr("The data for the subscribe is not JSON.")});
        return false;
    }
    m_isInFlight = true;
    const auto handler = [attempt = beginAttempt()](CallResult result,
                                                    std::chrono::nanoseconds receivedAt) {
        if (!attempt.holds()) {
            return;
        }
        attempt.subscription->readReply(std::move(result), receivedAt);
    };
    m_client->m_connection->call(command(), handler);
    return true;
}

void Subscription::readReply(Result<ReplyResult> result, std::chrono::nanoseconds receivedAt)
{
    m_isInFlight = false;
    if (!result) {
        readError(result.error());
        return;
    }
    ReplyResult reply = result.takeValue();
    if (auto *subscription = std::get_if<SubscribeResult>(&reply)) {
        becomeSubscribed(std::move(*subscription), receivedAt);
        return;
    }
    m_client->endConnection(
        {ErrorLayer::Protocol, 0, tr("The answer to subscribe is not readable."), true},
        ClientCode::BadProtocol);
}

void Subscription::readError(const Error &error)
{
    if (error.layer == ErrorLayer::Server && error.code == int(AlreadySubscribed)) {
        readAlreadySubscribed();
        return;
    }
    const Attempt attempt = beginAttempt();
    m_client->reportSubscribe(m_channel, ConnectionStep::State::Failed, error);
    if (!attempt.holds()) {
        return;
    }
    if (error.layer == ErrorLayer::Protocol) {
        m_client->endConnection(error, ClientCode::BadProtocol);
        return;
    }
    if (error.layer != ErrorLayer::Server) {
        m_client->loseConnection(
            {ClientCode::SubscribeTimeout, QStringLiteral("subscribe timeout")});
        return;
    }
    const auto code = std::uint32_t(error.code);
    const bool isExpired = code == TokenExpired;
    const bool isUnrecoverable = code == UnrecoverablePosition && m_cursor.recoverFrom();
    const bool isTemporary = isTemporaryError(code, error.temporary) || isUnrecoverable;
    if (!isTemporary || (isExpired && !m_options.tokenProvider)) {
        becomeUnsubscribed({std::uint32_t(error.code), error.message});
        return;
    }
    if (isExpired) {
        dropToken();
    }
    if (isUnrecoverable) {
        m_cursor.giveUp();
    }
    resubscribeLater();
    Q_EMIT errorOccurred(error);
}

void Subscription::resubscribeLater()
{
    if (m_retryTimer == nullptr) {
        m_retryTimer = m_client->m_clock.createTimer(this);
        connect(m_retryTimer, &Timer::timeout, this, &Subscription::send);
    }
    const ClientOptions &options = m_client->m_options;
    m_retryTimer->start(backoffDelay(
        m_failures, {options.minReconnectDelay, options.maxReconnectDelay}, options.random()));
    ++m_failures;
}

void Subscription::becomeUnsubscribed(const StateChange &change)
{
    m_state = State::Unsubscribed;
    m_interruptionPending = false;
    settle();
    const QPointer<Client> client = releaseServerSide() ? m_client : nullptr;
    const QString channel = m_channel;
    Q_EMIT unsubscribed(change);
    if (client) {
        client->announceServerSubscription(channel);
    }
}

/** The connection is gone; says whether there is something to tell, by announceInterrupted(). */
bool Subscription::interrupt()
{
    if (m_state == State::Unsubscribed) {
        return false;
    }
    m_interruptionPending = m_interruptionPending || m_state == State::Subscribed;
    m_state = State::Subscribing;
    settle();
    return m_interruptionPending;
}

void Subscription::announceInterrupted()
{
    if (std::exchange(m_interruptionPending, false)) {
        Q_EMIT subscribing({ClientCode::TransportClosed, QStringLiteral("transport closed")});
    }
}

void Subscription::readUnsubscribe(const UnsubscribePush &push)
{
    if (m_state != State::Subscribed) {
        return; // the server also tells connections that never had the channel
    }
    if (isTerminalUnsubscribe(push.code)) {
        becomeUnsubscribed({push.code, push.reason});
        return;
    }
    if (push.code == StateInvalidated) {
        forgetPosition();
    }
    if (push.code == StateInvalidated || push.code == SubscriptionExpired) {
        dropToken();
    }
    m_state = State::Subscribing;
    settle();
    resubscribeLater();
    Q_EMIT subscribing({push.code, push.reason});
}

} // namespace Centrifuge
