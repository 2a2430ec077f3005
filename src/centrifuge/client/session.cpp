// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/session.h"

#include "centrifuge/client/clientoptions.h"
#include "centrifuge/client/tokenrefresh.h"

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

constexpr int LongestName = 16;

ConnectionOptions connectionOptions(const ClientOptions &options, const QUrl &url)
{
    return {{url, options.wireFormat, options.frameLimit, options.network}, options.timeout};
}

} // namespace

Session::Session(const SessionContext &context, const QUrl &url, QString token, QObject *parent)
    : QObject(parent)
    , m_options(context.options)
    , m_clock(context.clock)
    , m_token(std::move(token))
    , m_connection(new Connection(connectionOptions(context.options, url), context.transports,
                                  context.clock, this))
{
    connect(m_connection, &Connection::opened, this, &Session::opened);
    connect(m_connection, &Connection::stepObserved, this, &Session::stepObserved);
    connect(m_connection, &Connection::messageReceived, this, &Session::readMessage);
    connect(m_connection, &Connection::ended, this, &Session::ended);
}

void Session::sendConnect(const QMap<QString, StreamPosition> &recoverFrom,
                          const CallHandler &handler)
{
    ConnectCommand command{m_token, m_options.name.left(LongestName), m_options.version};
    command.data = m_options.data;
    command.recoverFrom = recoverFrom;
    m_connection->call(std::move(command), handler);
}

void Session::start(const ConnectResult &result)
{
    m_answersPings = result.pong;
    if (result.ping > 0) {
        m_connection->setIdleTimeout(std::chrono::seconds(result.ping)
                                     + m_options.maxServerPingDelay);
    }
    const auto send = [this](const QString &token, const CallHandler &handler) {
        m_connection->call(RefreshCommand{token}, handler);
        m_connection->flush();
    };
    m_refresh = new TokenRefresh({m_options.tokenProvider, send, 5s, m_options.random}, m_clock,
                                 m_connection);
    connect(m_refresh, &TokenRefresh::expiryChanged, this, &Session::tokenExpiryChanged);
    connect(m_refresh, &TokenRefresh::failed, this, &Session::tokenRefreshFailed);
    connect(m_refresh, &TokenRefresh::rejected, this, &Session::tokenRejected);
}

void Session::setTokenExpiry(bool expires, std::uint32_t timeToLive)
{
    m_refresh->setExpiry(expires, timeToLive);
}

void Session::readMessage(const Message &message, std::chrono::nanoseconds receivedAt)
{
    const auto *refresh = std::get_if<RefreshPush>(&message);
    const bool isPing = std::holds_alternative<PingMessage>(message);
    if (!isPing && refresh == nullptr) {
        Q_EMIT messageReceived(message, receivedAt);
    } else if (m_refresh == nullptr) {
        return; // not started
    } else if (refresh != nullptr) {
        m_refresh->setExpiry(refresh->expires, refresh->ttl);
    } else if (m_answersPings) {
        m_connection->sendPong();
    }
}

void Session::end(Ending ending)
{
    disconnect();
    m_connection->disconnect(this);
    if (m_refresh != nullptr) {
        m_refresh->stop();
    }
    connect(m_connection, &QObject::destroyed, this, &QObject::deleteLater);
    if (ending == Ending::Polite) {
        m_connection->shutDown();
    } else {
        m_connection->drop();
    }
}

} // namespace Centrifuge
