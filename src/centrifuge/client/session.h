// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/connection.h"
#include "centrifuge/codec/codec.h"
#include "centrifuge/events.h"

#include <QMap>
#include <QObject>
#include <QUrl>

#include <chrono>

namespace Centrifuge {

struct ClientOptions;
class Clock;
class TokenRefresh;

/** What all sessions of a client share. */
struct SessionContext
{
    const ClientOptions &options;
    const TransportFactory &transports;
    const Clock &clock;
};

/**
 * What a client says on one connection: introduces itself with a token, answers pings and renews
 * the token before it expires. Made anew for each attempt by ClientPrivate. I/O thread.
 */
class Session : public QObject
{
    Q_OBJECT

public:
    enum class Ending { Polite, Abrupt };

    Session(const SessionContext &context, const QUrl &url, QString token, QObject *parent);

    Connection &connection() { return *m_connection; }

    /** Queues the connect command until flush(). Only once opened. */
    void sendConnect(const QMap<QString, StreamPosition> &recoverFrom, const CallHandler &handler);
    /** The server accepted the connect command: from now on answers pings and expects them. */
    void start(const ConnectResult &result);
    /** What the server says about the expiry of the token. Only once started. */
    void setTokenExpiry(bool expires, std::uint32_t timeToLive);
    /** No signal and no answer follows. Deletes itself later. */
    void end(Ending ending);

Q_SIGNALS:
    void opened();
    /** Of the transport. */
    void stepObserved(const Centrifuge::ConnectionStep &step);
    /** Everything but replies, pings and refreshes. */
    void messageReceived(const Centrifuge::Message &message, std::chrono::nanoseconds receivedAt);
    void tokenExpiryChanged(std::chrono::seconds timeToLive);
    void tokenRefreshFailed(const Centrifuge::Error &error); ///< will be tried again
    void tokenRejected(const Centrifuge::StateChange &change); ///< there will be no new token
    /** The connection is gone, once. The code is one of ClientCode. */
    void ended(const Centrifuge::Error &error, std::uint32_t code);

private:
    void readMessage(const Message &message, std::chrono::nanoseconds receivedAt);

    const ClientOptions &m_options;
    const Clock &m_clock;
    const QString m_token;
    Connection *m_connection;
    TokenRefresh *m_refresh = nullptr; ///< once started
    bool m_answersPings = false;
};

} // namespace Centrifuge
