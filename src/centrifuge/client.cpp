// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client.h"

#include "centrifuge/backoff.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "centrifuge/connection.h"
#include "centrifuge/localcodes.h"
#include "centrifuge/tokenerror.h"
#include "centrifuge/tokenrefresh.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

Q_LOGGING_CATEGORY(logClient, "centrifuge.client", QtInfoMsg)

constexpr std::uint32_t TokenExpired = 109;
constexpr std::uint32_t StateInvalidated = 3014;
/** A connection that breaks sooner counts as one more failure, so that a message which breaks every
 * connection does not make a tight loop. */
constexpr auto StablePeriod = 10s;
constexpr int LongestName = 16;

/** Whether the connection broke on what we received: not our protocol, not UTF-8, too large. */
bool isUnreadable(const Error &error)
{
    return error.layer == ErrorLayer::Protocol
        || (error.layer == ErrorLayer::WebSocket && (error.code == 1007 || error.code == 1009));
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
    for (Subscription *subscription : std::exchange(m_subscriptions, {})) {
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
    m_uselessAddresses = 0;
    m_state = State::Connecting;
    const Turn turn = beginTurn();
    Q_EMIT connecting({LocalCode::Called, QStringLiteral("connect called")});
    if (turn.holds()) {
        startAttempt();
    }
}

void Client::disconnectFromServer()
{
    if (m_state != State::Disconnected) {
        finish({LocalCode::Called, QStringLiteral("disconnect called")}, Ending::Polite);
    }
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

void Client::startAttempt()
{
    m_retryTimer->stop();
    const Turn turn = beginTurn();
    if (!m_options.tokenProvider) {
        openConnection(m_options.token);
        return;
    }
    const TokenProvider provider = m_options.tokenProvider; // its answer may destroy us
    provider([turn](const Result<QString> &token) {
        if (turn.holds()) {
            turn.client->useToken(token);
        }
    });
}

void Client::useToken(const Result<QString> &token)
{
    beginTurn();
    if (token) {
        openConnection(token.value());
    } else if (isFinalTokenError(token.error())) {
        finish({LocalCode::Unauthorized, token.error().message});
    } else {
        failAttempt(token.error());
    }
}

void Client::openConnection(const QString &token)
{
    ++m_attempts;
    m_connection = new Connection(connectionOptions(), m_transports, m_clock, this);
    connect(m_connection, &Connection::opened, this, [this, token] { introduce(token); });
    connect(m_connection, &Connection::stepObserved, this, &Client::reportStep);
    connect(m_connection, &Connection::messageReceived, this, &Client::readMessage);
    connect(m_connection, &Connection::ended, this, &Client::endConnection);
    m_connection->open();
}

ConnectionOptions Client::connectionOptions() const
{
    return {{url(), m_options.wireFormat, m_options.maxMessageSize, m_options.network},
            m_options.timeout};
}

void Client::introduce(const QString &token)
{
    m_uselessAddresses = 0;
    m_connection->call(ConnectCommand{token, m_options.name.left(LongestName), m_options.version},
                       [this](const CallResult &result, auto) { readConnectReply(result); });
    m_connection->flush();
    reportStep(
        {ConnectionStep::Kind::Connect, ConnectionStep::State::Started, m_clock.monotonic()});
}

void Client::readConnectReply(const CallResult &result)
{
    if (result) {
        if (const auto *connection = std::get_if<ConnectResult>(&result.value())) {
            becomeConnected(*connection);
            return;
        }
        failAttempt({ErrorLayer::Protocol, 0, tr("The answer to connect is not readable."), true});
        return;
    }
    const Error &error = result.error();
    const auto code = std::uint32_t(error.code);
    const bool canRenew = code != TokenExpired || m_options.tokenProvider;
    if (error.layer != ErrorLayer::Server
        || (isTemporaryError(code, error.temporary) && canRenew)) {
        failAttempt(error);
    } else {
        finish({code, error.message});
    }
}

void Client::becomeConnected(const ConnectResult &result)
{
    m_state = State::Connected;
    m_connectedAt = m_clock.monotonic();
    m_answersPings = result.pong;
    if (result.ping > 0) {
        m_connection->limitSilence(std::chrono::seconds(result.ping)
                                   + m_options.maxServerPingDelay);
    }
    startRefresh();
    announceConnected(result);
}

void Client::startRefresh()
{
    const auto send = [this](const QString &token, const CallHandler &handler) {
        m_connection->call(RefreshCommand{token}, handler);
        m_connection->flush();
    };
    m_refresh = new TokenRefresh({m_options.tokenProvider, send, 5s, m_options.random}, m_clock,
                                 m_connection);
    connect(m_refresh, &TokenRefresh::expiryChanged, this, &Client::tokenExpiryChanged);
    connect(m_refresh, &TokenRefresh::failed, this, &Client::errorOccurred);
    connect(m_refresh, &TokenRefresh::rejected, this,
            [this](const StateChange &change) { finish(change); });
}

void Client::announceConnected(const ConnectResult &result)
{
    const Turn turn = beginTurn();
    reportStep({ConnectionStep::Kind::Connect, ConnectionStep::State::Done, m_clock.monotonic(),
                result.client});
    if (turn.holds()) {
        Q_EMIT connected({result.client, result.version, result.data, result.node});
    }
    if (turn.holds()) {
        m_refresh->setExpiry(result.expires, result.ttl);
    }
    if (turn.holds()) {
        sendSubscribes();
    }
}

void Client::endConnection(const Error &error, std::uint32_t localCode)
{
    const bool isServers = error.layer == ErrorLayer::Server;
    const auto code = isServers ? std::uint32_t(error.code) : localCode;
    if (isServers && code == StateInvalidated) {
        invalidateState();
    }
    const bool isUseless = error.layer == ErrorLayer::Local && !error.temporary;
    if (isUseless && m_state == State::Connecting) {
        giveUpAddress(error);
        return;
    }
    m_uselessAddresses = 0;
    if (isServers && isTerminalDisconnect(code)) {
        finish({code, error.message});
    } else if (m_state == State::Connecting) {
        failAttempt(error);
    } else if (isUnreadable(error)) {
        loseConnection({code, error.message}, error);
    } else {
        loseConnection({code, error.message});
    }
}

/** This address will never do; others may. */
void Client::giveUpAddress(const Error &error)
{
    if (++m_uselessAddresses < m_options.urls.size()) {
        failAttempt(error);
    } else {
        finish({LocalCode::BadConfiguration, error.message});
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
    releaseConnection(Ending::Abrupt);
    const auto delay = scheduleRetry();
    const int attempt = m_failures;
    failStep(error);
    if (turn.holds()) {
        Q_EMIT errorOccurred(error);
    }
    if (turn.holds()) {
        Q_EMIT retryScheduled(attempt, delay);
    }
}

void Client::loseConnection(const StateChange &change, const std::optional<Error> &error)
{
    qCDebug(logClient) << "connection lost:" << change.code;
    const Turn turn = beginTurn();
    m_state = State::Connecting;
    releaseConnection(Ending::Abrupt);
    countFailures(error.has_value());
    const auto delay = scheduleRetry();
    const int attempt = m_failures;
    const Subscriptions interrupted = interruptSubscriptions();
    if (error) {
        Q_EMIT errorOccurred(*error);
    }
    if (turn.holds()) {
        Q_EMIT connecting(change);
    }
    announceInterrupted(interrupted);
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
    m_unreadable = wasUnreadable ? (wasStable ? 1 : m_unreadable + 1) : 0;
    if (m_unreadable > 1) {
        forgetPositions(); // recovery may bring the same message again, for ever
    }
}

void Client::finish(const StateChange &change, Ending ending)
{
    qCDebug(logClient) << "disconnected:" << change.code;
    const Turn turn = beginTurn();
    m_state = State::Disconnected;
    m_retryTimer->stop();
    releaseConnection(ending);
    const Subscriptions interrupted = interruptSubscriptions();
    failStep(change.code == LocalCode::Called
                 ? Error{ErrorLayer::Local, int(LocalError::Closed), change.reason, false}
                 : Error{ErrorLayer::Server, int(change.code), change.reason, false});
    if (turn.holds()) {
        Q_EMIT disconnected(change);
    }
    announceInterrupted(interrupted);
}

void Client::releaseConnection(Ending ending)
{
    m_leaving.clear();
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

void Client::reportStep(ConnectionStep step)
{
    const bool isUnderWay = step.state == ConnectionStep::State::Started;
    m_step = isUnderWay ? std::optional(step.kind) : std::nullopt;
    step.attempt = m_attempts;
    Q_EMIT stepObserved(step);
}

/** The attempt is over: what was under way has failed, also where the transport was cut short. */
void Client::failStep(const Error &error)
{
    if (m_step) {
        reportStep(
            {*m_step, ConnectionStep::State::Failed, m_clock.monotonic(), error.message, error});
    }
}

} // namespace Centrifuge
