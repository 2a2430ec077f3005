// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/subscription.h"

#include "centrifuge/backoff.h"
#include "centrifuge/client.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "centrifuge/connection.h"
#include "centrifuge/localcodes.h"
#include "centrifuge/tokenrefresh.h"

#include <algorithm>

namespace Centrifuge {

namespace {

constexpr std::uint32_t SubscriptionExpired = 2501;
constexpr std::uint32_t StateInvalidated = 2502;
constexpr std::uint32_t TokenExpired = 109;

} // namespace

Subscription::Subscription(QString channel, SubscriptionOptions options, Client &client)
    : QObject(&client)
    , m_channel(std::move(channel))
    , m_options(std::move(options))
    , m_client(&client)
    , m_token(m_options.token)
{
}

Subscription::~Subscription()
{
    if (m_client) {
        m_client->forget(this);
        if (m_state == State::Subscribed || m_isInFlight) {
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
    return m_position;
}

void Subscription::subscribe()
{
    if (m_state != State::Unsubscribed || !m_client) {
        return;
    }
    m_state = State::Subscribing;
    m_failures = 0;
    const Attempt attempt = beginAttempt();
    Q_EMIT subscribing({LocalCode::Called, QStringLiteral("subscribe called")});
    if (attempt.holds()) {
        send();
    }
}

void Subscription::unsubscribe()
{
    if (m_state == State::Unsubscribed) {
        return;
    }
    const bool isKnownToServer = m_state == State::Subscribed || m_isInFlight;
    // On the wire before anyone hears of it: a subscribe from a handler must come after.
    if (isKnownToServer && m_client) {
        m_client->sendUnsubscribe(m_channel);
    }
    becomeUnsubscribed({LocalCode::Called, QStringLiteral("unsubscribe called")});
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
    m_isAskingForToken = false;
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
        m_client->m_connection->flush();
    }
}

bool Subscription::isTimeToSubscribe() const
{
    const bool isWaiting = m_retryTimer != nullptr && m_retryTimer->isActive();
    return m_state == State::Subscribing && !m_isInFlight && !m_isAskingForToken && !isWaiting
        && m_client && m_client->canSubscribe(m_channel);
}

/** Queues our subscribe if it is time for it; where a token lacks, asks for it first. */
bool Subscription::queueSubscribe()
{
    if (!isTimeToSubscribe()) {
        return false;
    }
    if (needsToken()) {
        askForToken();
        return false;
    }
    m_isInFlight = true;
    const auto handler = [attempt = beginAttempt()](const CallResult &result,
                                                    std::chrono::nanoseconds receivedAt) {
        if (!attempt.holds()) {
            return;
        }
        attempt.subscription->readReply(result, receivedAt);
    };
    m_client->m_connection->call(command(), handler);
    return true;
}

SubscribeCommand Subscription::command() const
{
    SubscribeCommand command;
    command.channel = m_channel;
    command.token = m_token;
    command.positioned = m_options.positioned;
    command.recoverable = m_options.recoverable;
    command.joinLeave = m_options.joinLeave;
    command.recoverFrom = m_position;
    if (!m_position && m_options.recover && !m_wasSubscribed) {
        command.recoverFrom = m_options.since;
    }
    return command;
}

void Subscription::readReply(const Result<ReplyResult> &result, std::chrono::nanoseconds receivedAt)
{
    m_isInFlight = false;
    if (!result) {
        readError(result.error());
        return;
    }
    if (const auto *subscription = std::get_if<SubscribeResult>(&result.value())) {
        becomeSubscribed(*subscription, receivedAt);
        return;
    }
    m_client->endConnection(
        {ErrorLayer::Protocol, 0, tr("The answer to subscribe is not readable."), true},
        LocalCode::BadProtocol);
}

void Subscription::readError(const Error &error)
{
    if (error.layer == ErrorLayer::Protocol) {
        m_client->endConnection(error, LocalCode::BadProtocol);
        return;
    }
    if (error.layer != ErrorLayer::Server) {
        m_client->loseConnection(
            {LocalCode::SubscribeTimeout, QStringLiteral("subscribe timeout")});
        return;
    }
    const auto code = std::uint32_t(error.code);
    const bool isExpired = code == TokenExpired;
    if (!isTemporaryError(code, error.temporary) || (isExpired && !m_options.tokenProvider)) {
        becomeUnsubscribed({std::uint32_t(error.code), error.message});
        return;
    }
    if (isExpired) {
        dropToken();
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

void Subscription::becomeSubscribed(SubscribeResult result, std::chrono::nanoseconds receivedAt)
{
    const std::optional<StreamPosition> before = command().recoverFrom;
    m_state = State::Subscribed;
    m_failures = 0;
    m_wasSubscribed = true;
    m_isInterruptionUntold = false;
    m_position.reset();
    if (result.recoverable) {
        m_position = result.position;
        if (result.recovered && before) {
            m_position->offset = before->offset; // the recovered ones move it
            if (m_position->epoch.isEmpty()) {
                m_position->epoch = before->epoch; // a replica that lags may leave it out
            }
        }
    }
    std::erase_if(result.publications, [this](const Publication &p) { return isDuplicate(p); });

    SubscribedEvent event;
    event.wasRecovering = result.wasRecovering;
    event.recovered = result.recovered;
    event.recoverable = result.recoverable;
    event.positioned = result.positioned;
    event.position = result.position;
    event.data = result.data;
    event.epochChanged = before && !before->epoch.isEmpty() && !result.position.epoch.isEmpty()
        && before->epoch != result.position.epoch;
    event.recoveredCount = std::uint32_t(result.publications.size());
    if (!result.publications.empty()) {
        event.position.offset = std::max(event.position.offset, result.publications.back().offset);
    }

    const Attempt attempt = beginAttempt();
    Q_EMIT subscribed(event);
    for (const Publication &publication : result.publications) {
        if (!attempt.holds()) {
            return;
        }
        deliver(publication, true, receivedAt);
    }
    if (attempt.holds() && m_position) {
        m_position->offset = std::max(m_position->offset, event.position.offset);
    }
}

void Subscription::becomeUnsubscribed(const StateChange &change)
{
    m_state = State::Unsubscribed;
    m_isInterruptionUntold = false;
    settle();
    Q_EMIT unsubscribed(change);
}

/** The connection is gone; says whether there is something to tell, by announceInterrupted(). */
bool Subscription::interrupt()
{
    if (m_state == State::Unsubscribed) {
        return false;
    }
    m_isInterruptionUntold = m_isInterruptionUntold || m_state == State::Subscribed;
    m_state = State::Subscribing;
    settle();
    return m_isInterruptionUntold;
}

void Subscription::announceInterrupted()
{
    if (std::exchange(m_isInterruptionUntold, false)) {
        Q_EMIT subscribing({LocalCode::TransportClosed, QStringLiteral("transport closed")});
    }
}

void Subscription::forgetPosition()
{
    m_position.reset();
}

void Subscription::readPublication(const Publication &publication,
                                   std::chrono::nanoseconds receivedAt)
{
    if (m_state == State::Subscribed && !isDuplicate(publication)) {
        deliver(publication, false, receivedAt);
    }
}

void Subscription::readJoin(const ClientInfo &info)
{
    if (m_state == State::Subscribed) {
        Q_EMIT joined(info);
    }
}

void Subscription::readLeave(const ClientInfo &info)
{
    if (m_state == State::Subscribed) {
        Q_EMIT left(info);
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

bool Subscription::isDuplicate(const Publication &publication) const
{
    const bool isSameEpoch =
        m_position && (publication.epoch.isEmpty() || publication.epoch == m_position->epoch);
    return isSameEpoch && publication.offset > 0 && publication.offset <= m_position->offset;
}

/** The position moves first: a handler that resubscribes must not get the publication again. */
void Subscription::deliver(const Publication &publication, bool recovered,
                           std::chrono::nanoseconds receivedAt)
{
    if (m_position && publication.offset > 0) {
        m_position->offset = publication.offset;
        // A known epoch stays: when the stream began anew, recovery must fail and so tell the hole.
        if (m_position->epoch.isEmpty()) {
            m_position->epoch = publication.epoch;
        }
    }
    Q_EMIT publicationReceived({publication, recovered, receivedAt});
}

} // namespace Centrifuge
