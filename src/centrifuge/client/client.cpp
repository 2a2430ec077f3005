// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/client.h"

#include "centrifuge/client/backoff.h"
#include "centrifuge/client/connection.h"
#include "centrifuge/client/tokenrefresh.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

Q_LOGGING_CATEGORY(logClient, "centrifuge.client", QtInfoMsg)

constexpr std::uint32_t SlowConsumer = 3008;
constexpr std::uint32_t StateInvalidated = 3014;
// Codes of WebSocket
constexpr int NotUtf8 = 1007;
constexpr int PolicyViolated = 1008;
constexpr int MessageTooBig = 1009;
/** A connection that breaks sooner counts as one more failure, so that a message which breaks every
 * connection does not make a tight loop. */
constexpr auto StablePeriod = 10s;

/** Whether the connection broke on what we received: not our protocol, too large, not UTF-8. A 1009
 * is the server's word on what we sent. */
bool isUnreadable(const Error &error)
{
    return error.layer == ErrorLayer::Protocol
        || (error.layer == ErrorLayer::WebSocket && error.code == NotUtf8);
}

/** Whether it says more than that the connection is gone. */
bool isTelling(const Error &error)
{
    const bool isLimit = error.layer == ErrorLayer::WebSocket
        && (error.code == PolicyViolated || error.code == MessageTooBig);
    return isLimit || isUnreadable(error);
}

} // namespace

Client::Client(ClientOptions options, TransportFactory transports, const Clock &clock,
               QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_transports(std::move(transports))
    , m_clock(clock)
    , m_retryTimer(clock.createTimer(this))
{
    if (!m_options.random) {
        m_options.random = [] { return QRandomGenerator::global()->generateDouble(); };
    }
    connect(m_retryTimer, &Timer::timeout, this, &Client::startAttempt);
}

// Everything that could call back goes before the members it would need.
Client::~Client()
{
    ++m_turn;
    m_plainReaders.clear();
    const auto subscriptions = std::exchange(m_subscriptions, {});
    for (Subscription *subscription : subscriptions) {
        subscription->detach();
        delete subscription;
    }
    delete m_connection;
}

Client::State Client::state() const
{
    return m_state;
}

QUrl Client::url() const
{
    return m_options.urls.value(m_address);
}

void Client::connectToServer()
{
    if (m_state != State::Disconnected) {
        return;
    }
    m_failures = 0;
    m_address = 0;
    m_rejectedEndpoints = 0;
    m_state = State::Connecting;
    const Turn turn = beginTurn();
    Q_EMIT connecting({ClientCode::Called, QStringLiteral("connect called")});
    if (turn.holds()) {
        startAttempt();
    }
}

void Client::disconnectFromServer()
{
    if (m_state != State::Disconnected) {
        finish({ClientCode::Called, QStringLiteral("disconnect called")}, Ending::Polite);
    }
}

void Client::networkChanged()
{
    if (m_state != State::Connected) {
        retryNow(); // may destroy us
        return;
    }
    // The protocol has no ping of the client. This is always answered and never does anything.
    const auto handler = [this](const CallResult &result, auto) {
        if (!result && result.error().layer == ErrorLayer::Timeout) {
            loseConnection({ClientCode::NoPing, QStringLiteral("no ping")});
        }
    };
    m_connection->call(UnsubscribeCommand{QStringLiteral("_alive")}, handler);
    flush();
}

void Client::retryNow()
{
    if (m_state == State::Connecting && m_retryTimer->isActive()) {
        startAttempt();
    }
}

Client::Turn Client::beginTurn()
{
    return {this, ++m_turn};
}

Client::Turn Client::currentTurn()
{
    return {this, m_turn};
}

void Client::endConnection(const Error &error, std::uint32_t localCode)
{
    const bool isServers = error.layer == ErrorLayer::Server;
    const auto code = isServers ? std::uint32_t(error.code) : localCode;
    if (isServers && code == StateInvalidated) {
        invalidateState();
    }
    if (isServers && code == SlowConsumer && m_options.skipTooLargeRecovery) {
        skipRecoveriesInFlight();
    }
    const bool isUseless = error.layer == ErrorLayer::Local && !error.temporary;
    if (isUseless && m_state == State::Connecting) {
        giveUpAddress(error);
        return;
    }
    m_rejectedEndpoints = 0;
    if (isServers && isTerminalDisconnect(code)) {
        finish({code, error.message});
    } else if (m_state == State::Connecting) {
        if (isUnreadable(error) && m_step == ConnectionStep::Kind::Connect) {
            noteUnreadableConnect(); // what came was the answer
        }
        failAttempt(error);
    } else if (isTelling(error)) {
        loseConnection({code, error.message}, error);
    } else {
        loseConnection({code, error.message});
    }
}

/** This address will never do; others may. */
void Client::giveUpAddress(const Error &error)
{
    if (++m_rejectedEndpoints < m_options.urls.size()) {
        failAttempt(error);
    } else {
        finish({ClientCode::BadConfiguration, error.message});
    }
}

void Client::moveToNextAddress()
{
    m_address = m_options.urls.isEmpty() ? 0 : (m_address + 1) % m_options.urls.size();
}

/** An attempt ended without a connection: the state stays, the next attempt is on its way. */
void Client::failAttempt(const Error &error)
{
    qCDebug(logClient) << "attempt failed:" << int(error.layer) << error.code;
    const Turn turn = beginTurn();
    if (m_connection != nullptr) {
        moveToNextAddress();
    }
    const PendingNotifications pending = interrupt(Ending::Abrupt);
    const auto delay = scheduleRetry();
    const int attempt = m_failures;
    failStep(error);
    if (turn.holds()) {
        Q_EMIT errorOccurred(error);
    }
    announce(pending);
    if (turn.holds()) {
        Q_EMIT retryScheduled(attempt, delay);
    }
}

void Client::loseConnection(const StateChange &change, const std::optional<Error> &error)
{
    qCDebug(logClient) << "connection lost:" << change.code;
    const Turn turn = beginTurn();
    m_state = State::Connecting;
    countFailures(error && isUnreadable(*error));
    const PendingNotifications pending = interrupt(Ending::Abrupt);
    const auto delay = scheduleRetry();
    const int attempt = m_failures;
    if (error) {
        Q_EMIT errorOccurred(*error);
    }
    if (turn.holds()) {
        Q_EMIT connecting(change);
    }
    announce(pending);
    if (turn.holds()) {
        Q_EMIT retryScheduled(attempt, delay);
    }
}

void Client::countFailures(bool wasUnreadable)
{
    const bool wasStable = m_clock.monotonic() - m_connectedAt >= StablePeriod;
    if (wasStable) {
        m_failures = 0;
    } else {
        moveToNextAddress();
    }
    if (wasUnreadable) {
        noteUnreadable(m_wasUnreadable && !wasStable);
    }
    m_wasUnreadable = wasUnreadable;
}

void Client::finish(const StateChange &change, Ending ending)
{
    qCDebug(logClient) << "disconnected:" << change.code;
    const Turn turn = beginTurn();
    m_state = State::Disconnected;
    m_retryTimer->stop();
    const PendingNotifications pending = interrupt(ending);
    failStep(change.code == ClientCode::Called
                 ? Error{ErrorLayer::Local, int(LocalError::Closed), change.reason, false}
                 : Error{ErrorLayer::Server, int(change.code), change.reason, false});
    if (turn.holds()) {
        Q_EMIT disconnected(change);
    }
    announce(pending);
}

/** Nothing of the connection is left; what there is to tell is for announce(). */
Client::PendingNotifications Client::interrupt(Ending ending)
{
    PendingNotifications pending{this, {}, {}, {}};
    if (m_connection != nullptr) {
        pending.calls = m_connection->takeFailing();
    }
    releaseConnection(ending);
    pending.subscriptions = interruptSubscriptions();
    pending.serverChannels = interruptServerSubscriptions();
    return pending;
}

/** Slots may call any method, including deleting the client. */
void Client::announce(const PendingNotifications &pending)
{
    for (const QPointer<Subscription> &subscription : pending.subscriptions) {
        if (subscription) {
            subscription->announceInterrupted();
        }
    }
    for (const QString &channel : pending.serverChannels) {
        if (pending.client) {
            pending.client->announceServerInterruption(channel);
        }
    }
    for (const CallHandler &handler : pending.calls) {
        handler(closedError(), {});
    }
}

void Client::releaseConnection(Ending ending)
{
    m_leaving.clear();
    m_isIntroduced = false;
    if (TokenRefresh *refresh = std::exchange(m_refresh, nullptr)) {
        refresh->stop();
    }
    if (Connection *connection = std::exchange(m_connection, nullptr)) {
        disconnect(connection, nullptr, this, nullptr);
        if (ending == Ending::Polite) {
            connection->shutDown();
        } else {
            connection->drop();
        }
    }
}

std::chrono::milliseconds Client::scheduleRetry()
{
    const BackoffLimits limits{m_options.minReconnectDelay, m_options.maxReconnectDelay};
    const auto delay = backoffDelay(m_failures, limits, m_options.random());
    ++m_failures;
    m_retryTimer->start(delay);
    return delay;
}

} // namespace Centrifuge
