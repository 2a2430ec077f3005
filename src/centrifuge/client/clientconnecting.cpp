// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Client that makes an attempt and, when it is accepted, a connection of it.

#include "centrifuge/client/client.h"
#include "centrifuge/client/connection.h"
#include "centrifuge/client/tokenrefresh.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "centrifuge/tokenerror.h"

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

constexpr std::uint32_t TokenExpired = 109;
constexpr int LongestName = 16;

} // namespace

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
        finish({ClientCode::Unauthorized, token.error().message});
    } else {
        failAttempt(token.error());
    }
}

void Client::openConnection(const QString &token)
{
    if (const auto fault = findPayloadFault(m_options.data)) {
        finish({ClientCode::BadConfiguration, fault->message});
        return;
    }
    ++m_attempts;
    m_connection = new Connection(connectionOptions(), m_transports, m_clock, this);
    connect(m_connection, &Connection::opened, this, [this, token] { sendConnect(token); });
    connect(m_connection, &Connection::stepObserved, this, &Client::reportStep);
    connect(m_connection, &Connection::messageReceived, this, &Client::readMessage);
    connect(m_connection, &Connection::ended, this, &Client::endConnection);
    m_connection->setPlainReader([this](const PlainPublication &publication, auto receivedAt) {
        return readPlain(publication, receivedAt);
    });
    m_connection->open();
}

ConnectionOptions Client::connectionOptions() const
{
    return {{url(), m_options.wireFormat, m_options.frameLimit, m_options.network},
            m_options.timeout};
}

void Client::sendConnect(const QString &token)
{
    m_rejectedEndpoints = 0;
    ConnectCommand command{token, m_options.name.left(LongestName), m_options.version};
    command.data = m_options.data;
    command.recoverFrom = serverPositions();
    m_connection->call(std::move(command),
                       [this](const CallResult &result, std::chrono::nanoseconds receivedAt) {
                           readConnectReply(result, receivedAt);
                       });
    const Turn turn = currentTurn();
    m_isIntroduced = m_options.optimisticSubscriptions;
    if (m_isIntroduced) {
        sendSubscribes();
    }
    if (!turn.holds()) {
        return; // a token provider ended it
    }
    m_connection->flush();
    reportStep(
        {ConnectionStep::Kind::Connect, ConnectionStep::State::Started, m_clock.monotonic()});
}

void Client::readConnectReply(const CallResult &result, std::chrono::nanoseconds receivedAt)
{
    if (result) {
        if (const auto *connection = std::get_if<ConnectResult>(&result.value())) {
            becomeConnected(*connection, receivedAt);
            return;
        }
        failAttempt({ErrorLayer::Protocol, 0, tr("The answer to connect is not readable."), true});
        return;
    }
    const Error &error = result.error();
    const auto code = std::uint32_t(error.code);
    const bool canRenew = code != TokenExpired || m_options.tokenProvider;
    if (error.layer == ErrorLayer::Protocol) {
        noteUnreadableConnect();
    }
    if (error.layer != ErrorLayer::Server
        || (isTemporaryError(code, error.temporary) && canRenew)) {
        failAttempt(error);
    } else {
        finish({code, error.message});
    }
}

void Client::becomeConnected(const ConnectResult &result, std::chrono::nanoseconds receivedAt)
{
    m_state = State::Connected;
    m_connectedAt = m_clock.monotonic();
    m_answersPings = result.pong;
    if (result.ping > 0) {
        m_connection->setIdleTimeout(std::chrono::seconds(result.ping)
                                     + m_options.maxServerPingDelay);
    }
    startRefresh();
    announceConnected(result, receivedAt);
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

void Client::announceConnected(const ConnectResult &result, std::chrono::nanoseconds receivedAt)
{
    const Turn turn = beginTurn();
    reportStep({ConnectionStep::Kind::Connect, ConnectionStep::State::Done, m_clock.monotonic(),
                result.client});
    if (turn.holds()) {
        Q_EMIT connected({result.client, result.version, result.data, result.node});
    }
    if (turn.holds()) {
        announceServerSubscriptions(result.subscriptions, receivedAt);
    }
    if (turn.holds()) {
        m_refresh->setExpiry(result.expires, result.ttl);
    }
    if (turn.holds()) {
        sendSubscribes();
    }
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

/** Several may be under way at once, so they are not in m_step. */
void Client::reportSubscribe(const QString &channel, ConnectionStep::State state,
                             const Error &error)
{
    Q_EMIT stepObserved({ConnectionStep::Kind::Subscribe, state, m_clock.monotonic(), error.message,
                         error, m_attempts, channel});
}

} // namespace Centrifuge
