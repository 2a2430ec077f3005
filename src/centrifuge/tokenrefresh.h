// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client.h"
#include "centrifuge/pendingcalls.h"

namespace Centrifuge {

class Connection;
class Timer;

/**
 * Renews the token of one connection before it expires. A part of its Connection and dead with it,
 * so that a late token can't reach the next one. I/O thread.
 */
class TokenRefresh : public QObject
{
    Q_OBJECT

public:
    TokenRefresh(const ClientOptions &options, const Clock &clock, Connection *connection);

    /** What the server last said about the expiry, in seconds. */
    void setExpiry(bool expires, std::uint32_t timeToLive);

Q_SIGNALS:
    void expiryChanged(std::chrono::seconds timeToLive);
    void failed(const Centrifuge::Error &error); ///< will be tried again
    void rejected(const Centrifuge::StateChange &change); ///< there will be no new token

private:
    void askForToken();
    void sendToken(const Result<QString> &token);
    void readReply(const CallResult &result);
    void tryLater(const Error &error);

    const TokenProvider m_provider;
    const std::function<double()> m_random;
    Connection *m_connection;
    Timer *m_timer;
    std::uint64_t m_turn = 0; ///< a token asked for in an earlier turn is too late
};

} // namespace Centrifuge
