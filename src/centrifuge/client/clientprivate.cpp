// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/clientprivate.h"

#include "centrifuge/client/subscriptionprivate.h"
#include "centrifuge/codes.h"
#include "centrifuge/tokenerror.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <utility>

namespace Centrifuge {

namespace {

Q_LOGGING_CATEGORY(logClient, "centrifuge.client", QtInfoMsg)

/** Whether it says more than that the connection is gone. */
bool isWorthReporting(const Error &error)
{
    const bool isLimit = error.layer == ErrorLayer::WebSocket
        && (error.code == CloseCode::PolicyViolation || error.code == CloseCode::MessageTooBig);
    return isLimit || RecoveryGuard::isUnreadable(error);
}

} // namespace

ClientPrivate::ClientPrivate(Client &client, ClientOptions options, TransportFactory transports,
                             const Clock &clock)
    : q(client)
    , m_options(std::move(options))
    , m_transports(std::move(transports))
    , m_clock(clock)
    , m_steps(clock, &q)
    , m_reconnector(m_options, clock, &q)
    , m_registry(*this)
    , m_serverSubscriptions(*this, m_registry, &q)
    , m_dispatcher(m_registry, m_serverSubscriptions)
    , m_recoveryGuard(m_registry, m_serverSubscriptions)
    , m_commands(m_options)
{
    if (!m_options.random) {
        m_options.random = [] { return QRandomGenerator::global()->generateDouble(); };
    }
    QObject::connect(&m_reconnector, &Reconnector::attemptDue, &q, [this] { startAttempt(); });
}

// Everything that could call back goes before the members it would need.
ClientPrivate::~ClientPrivate()
{
    m_generations.begin();
    m_commands.setSession(nullptr);
    const QList<SubscriptionPrivate *> subscriptions = m_registry.takeAll();
    for (SubscriptionPrivate *subscription : subscriptions) {
        subscription->detach();
        delete &subscription->subscription();
    }
    delete m_session;
}

/** Callbacks of the state before are ignored from now on. */
Generation ClientPrivate::setState(State state)
{
    m_state = state;
    return m_generations.begin();
}

void ClientPrivate::connectToServer()
{
    if (m_state != State::Disconnected) {
        return;
    }
    m_reconnector.reset();
    const Generation generation = setState(State::Connecting);
    Q_EMIT q.connecting({ClientCode::Called, QStringLiteral("connect called")});
    if (generation.isCurrent()) {
        startAttempt();
    }
}

void ClientPrivate::disconnectFromServer()
{
    if (m_state != State::Disconnected) {
        finish({ClientCode::Called, QStringLiteral("disconnect called")}, Session::Ending::Polite);
    }
}

void ClientPrivate::retryNow()
{
    if (m_state == State::Connecting && m_reconnector.isScheduled()) {
        startAttempt();
    }
}

void ClientPrivate::networkChanged()
{
    if (m_state != State::Connected) {
        retryNow(); // may destroy us
        return;
    }
    // The protocol has no ping of the client. This is always answered and never does anything.
    call(UnsubscribeCommand{QStringLiteral("_alive")}, [this](const CallResult &result, auto) {
        if (!result && result.error().layer == ErrorLayer::Timeout) {
            loseConnection({ClientCode::NoPing, QStringLiteral("no ping"), ErrorLayer::Timeout});
        }
    });
    flush();
}

Subscription *ClientPrivate::createSubscription(const QString &channel,
                                                const SubscriptionOptions &options)
{
    if (m_registry.find(channel) != nullptr) {
        return nullptr;
    }
    const SubscriptionContext context{*this, m_registry, m_serverSubscriptions};
    return new Subscription(channel, options, context, &q);
}

void ClientPrivate::startAttempt()
{
    m_reconnector.cancel();
    const Generation generation = m_generations.begin();
    if (!m_options.tokenProvider) {
        openSession(m_options.token);
        return;
    }
    const TokenProvider provider = m_options.tokenProvider; // its answer may destroy us
    provider([this, generation](const Result<QString> &token) {
        if (generation.isCurrent()) {
            useToken(token);
        }
    });
}

void ClientPrivate::useToken(const Result<QString> &token)
{
    m_generations.begin(); // a second answer is ignored
    if (token) {
        openSession(token.value());
    } else if (isFinalTokenError(token.error())) {
        finish({ClientCode::Unauthorized, token.error().message});
    } else {
        failAttempt(token.error());
    }
}

void ClientPrivate::openSession(const QString &token)
{
    if (const auto fault = m_commands.findPayloadFault(m_options.data)) {
        finish({ClientCode::BadConfiguration, fault->message});
        return;
    }
    m_steps.beginAttempt();
    m_session = new Session({m_options, m_transports, m_clock}, url(), token, &q);
    QObject::connect(m_session, &Session::opened, &q, [this] { sendConnect(); });
    QObject::connect(m_session, &Session::stepObserved, &q,
                     [this](const ConnectionStep &step) { m_steps.report(step); });
    QObject::connect(m_session, &Session::messageReceived, &q,
                     [this](const Message &message, auto at) { readMessage(message, at); });
    QObject::connect(m_session, &Session::tokenRejected, &q,
                     [this](const StateChange &change) { finish(change); });
    QObject::connect(m_session, &Session::ended, &q,
                     [this](const Error &error, auto code) { endConnection(error, code); });
    QObject::connect(m_session, &Session::tokenExpiryChanged, &q, &Client::tokenExpiryChanged);
    QObject::connect(m_session, &Session::tokenRefreshFailed, &q, &Client::errorOccurred);
    m_session->connection().setPlainSink([this](const PlainPublication &publication) {
        return m_state == State::Connected && m_registry.readPlain(publication);
    });
    m_commands.setSession(m_session);
    m_session->connection().open();
}

void ClientPrivate::sendConnect()
{
    m_reconnector.acceptUrl();
    m_session->sendConnect(m_serverSubscriptions.positions(),
                           [this](const CallResult &result, auto receivedAt) {
                               readConnectReply(result, receivedAt);
                           });
    const Generation generation = m_generations.current();
    if (m_options.optimisticSubscriptions) {
        m_commands.setAccess(CommandSender::Access::Subscribes);
        m_registry.sendSubscribes(generation);
    }
    if (!generation.isCurrent()) {
        return; // a token provider ended it
    }
    m_session->connection().flush();
    m_steps.report(ConnectionStep::Kind::Connect, ConnectionStep::State::Started);
}

void ClientPrivate::readConnectReply(const CallResult &result, std::chrono::nanoseconds receivedAt)
{
    if (result) {
        if (const auto *connection = std::get_if<ConnectResult>(&result.value())) {
            becomeConnected(*connection, receivedAt);
            return;
        }
        failAttempt(
            {ErrorLayer::Protocol, 0, Client::tr("The answer to connect is not readable."), true});
        return;
    }
    const Error &error = result.error();
    const auto code = std::uint32_t(error.code);
    const bool canRenew = code != ErrorCode::TokenExpired || m_options.tokenProvider;
    if (error.layer == ErrorLayer::Protocol) {
        handleUnreadableConnect();
    }
    if (error.layer != ErrorLayer::Server
        || (isTemporaryError(code, error.temporary) && canRenew)) {
        failAttempt(error);
    } else {
        finish({code, error.message, ErrorLayer::Server});
    }
}

void ClientPrivate::handleUnreadableConnect()
{
    using Sent = RecoveryGuard::Sent;
    const bool hasSubscribes = m_commands.canSubscribe();
    m_recoveryGuard.handleUnreadableConnect(hasSubscribes ? Sent::ConnectAndSubscribes
                                                          : Sent::Connect);
}

void ClientPrivate::becomeConnected(const ConnectResult &result,
                                    std::chrono::nanoseconds receivedAt)
{
    m_reconnector.startConnection();
    m_session->start(result);
    m_commands.setAccess(CommandSender::Access::All);
    const Generation generation = setState(State::Connected);
    m_steps.report(ConnectionStep::Kind::Connect, ConnectionStep::State::Done, result.client);
    if (generation.isCurrent()) {
        Q_EMIT q.connected({result.client, result.version, result.data, result.node});
    }
    if (generation.isCurrent()) {
        m_serverSubscriptions.update(result.subscriptions, receivedAt, generation);
    }
    if (generation.isCurrent()) {
        m_session->setTokenExpiry(result.expires, result.ttl);
    }
    if (generation.isCurrent()) {
        m_registry.sendSubscribes(generation);
    }
}

void ClientPrivate::readMessage(const Message &message, std::chrono::nanoseconds receivedAt)
{
    if (const auto *push = std::get_if<DisconnectPush>(&message)) {
        endConnection({ErrorLayer::Server, int(push->code), push->reason, false},
                      ClientCode::TransportClosed);
    } else if (const auto *broken = std::get_if<UndecodableMessage>(&message)) {
        readUndecodable(*broken);
    } else if (m_state != State::Connected) {
        return;
    } else if (const auto *own = std::get_if<MessagePush>(&message)) {
        Q_EMIT q.messageReceived(own->data);
    } else {
        m_dispatcher.dispatch(message, receivedAt);
    }
}

void ClientPrivate::readUndecodable(const UndecodableMessage &message)
{
    if (m_state == State::Connected) {
        Q_EMIT q.undecodableReceived(message.channel, message.bytes, message.why);
        return;
    }
    // Before the connect reply it means that there is no Centrifugo: no need to wait for a timeout.
    endConnection({ErrorLayer::Protocol, 0, message.why, true}, ClientCode::BadProtocol);
}

void ClientPrivate::endConnection(const Error &error, std::uint32_t clientCode)
{
    const bool isServers = error.layer == ErrorLayer::Server;
    const auto code = isServers ? std::uint32_t(error.code) : clientCode;
    if (isServerError(error, DisconnectCode::StateInvalidated)) {
        m_recoveryGuard.handleInvalidState();
    }
    if (isServerError(error, DisconnectCode::Slow) && m_options.skipTooLargeRecovery) {
        m_recoveryGuard.handleSlow(m_steps.stepUnderWay() == ConnectionStep::Kind::Connect);
    }
    const bool isUseless = error.layer == ErrorLayer::Local && !error.temporary;
    if (isUseless && m_state == State::Connecting) {
        if (m_reconnector.rejectUrl()) {
            failAttempt(error);
        } else {
            finish({ClientCode::BadConfiguration, error.message});
        }
        return;
    }
    m_reconnector.acceptUrl();
    if (isServers && isTerminalDisconnect(code)) {
        finish({code, error.message, ErrorLayer::Server});
    } else if (m_state == State::Connecting) {
        if (RecoveryGuard::isUnreadable(error)
            && m_steps.stepUnderWay() == ConnectionStep::Kind::Connect) {
            handleUnreadableConnect(); // what came was the answer
        }
        failAttempt(error);
    } else {
        reconnect({code, error.message, error.layer},
                  isWorthReporting(error) ? std::optional(error) : std::nullopt);
    }
}

void ClientPrivate::loseConnection(const StateChange &change)
{
    reconnect(change, std::nullopt);
}

/** An attempt ended without a connection: the state stays, the next attempt is on its way. */
void ClientPrivate::failAttempt(const Error &error)
{
    qCDebug(logClient) << "attempt failed:" << int(error.layer) << error.code;
    const Generation generation = m_generations.begin();
    if (m_session != nullptr) {
        m_reconnector.moveToNextUrl();
    }
    const PendingNotifications pending = releaseSession(Session::Ending::Abrupt);
    const auto [attempt, delay] = m_reconnector.schedule();
    m_steps.failStepUnderWay(error);
    if (generation.isCurrent()) {
        Q_EMIT q.errorOccurred(error);
    }
    pending.emitAll();
    if (generation.isCurrent()) {
        Q_EMIT q.retryScheduled(attempt, delay);
    }
}

/** The connection is lost, or given up; the next attempt is on its way. */
void ClientPrivate::reconnect(const StateChange &change, const std::optional<Error> &error)
{
    qCDebug(logClient) << "connection lost:" << change.code;
    const Generation generation = setState(State::Connecting);
    const bool lasted = m_reconnector.endConnection();
    m_recoveryGuard.handleLoss(error && RecoveryGuard::isUnreadable(*error), lasted);
    const PendingNotifications pending = releaseSession(Session::Ending::Abrupt);
    const auto [attempt, delay] = m_reconnector.schedule();
    if (error) {
        Q_EMIT q.errorOccurred(*error);
    }
    if (generation.isCurrent()) {
        Q_EMIT q.connecting(change);
    }
    pending.emitAll();
    if (generation.isCurrent()) {
        Q_EMIT q.retryScheduled(attempt, delay);
    }
}

void ClientPrivate::finish(const StateChange &change, Session::Ending ending)
{
    qCDebug(logClient) << "disconnected:" << change.code;
    const Generation generation = setState(State::Disconnected);
    m_reconnector.cancel();
    const PendingNotifications pending = releaseSession(ending);
    const bool isServers = change.isFromServer();
    m_steps.failStepUnderWay({change.layer, isServers ? int(change.code) : int(LocalError::Closed),
                              change.reason, false});
    if (generation.isCurrent()) {
        Q_EMIT q.disconnected(change);
    }
    pending.emitAll();
}

/** Nothing of the connection is left; what is to be emitted is left. */
PendingNotifications ClientPrivate::releaseSession(Session::Ending ending)
{
    std::vector<CallHandler> calls;
    m_commands.setSession(nullptr);
    if (Session *session = std::exchange(m_session, nullptr)) {
        calls = session->connection().takeFailing();
        session->end(ending);
    }
    return {m_registry, m_serverSubscriptions, std::move(calls)};
}

void ClientPrivate::call(Request request, CallHandler handler)
{
    m_commands.queue(std::move(request), std::move(handler));
}

} // namespace Centrifuge
