// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/generation.h"
#include "centrifuge/client/pendingcalls.h"
#include "centrifuge/events.h"
#include "centrifuge/tokenprovider.h"

namespace Centrifuge {

class Clock;
class Timer;

/** How one kind of token is renewed. */
struct TokenRefreshOptions
{
    TokenProvider provider; ///< without one the expiry is only reported
    std::function<void(const QString &token, const CallHandler &handler)> send;
    std::chrono::milliseconds retryDelay{5000}; ///< up to as much again is added at random
    std::function<double()> random;
};

/**
 * Renews the token of one connection or subscription before it expires. Made anew for each, so that
 * a late token can't reach the next one. I/O thread.
 */
class TokenRefresh : public QObject
{
    Q_OBJECT

public:
    TokenRefresh(TokenRefreshOptions options, const Clock &clock, QObject *parent);

    /** The expiry of the present token as the server says, in seconds. */
    void setExpiry(bool expires, std::uint32_t timeToLive);
    /** For good: answers under way are ignored, and no signal follows. */
    void stop();

Q_SIGNALS:
    void expiryChanged(std::chrono::seconds timeToLive);
    void renewed(const QString &token); ///< the server accepted it; its expiry follows
    void failed(const Centrifuge::Error &error); ///< will be tried again
    void rejected(const Centrifuge::StateChange &change); ///< there will be no new token

private:
    void askForToken();
    void sendToken(const Result<QString> &token);
    void readReply(const QString &token, const CallResult &result);
    void tryLater(const Error &error);

    const TokenRefreshOptions m_options;
    const Clock &m_clock;
    Timer *m_timer;
    GenerationCounter m_generations;
};

} // namespace Centrifuge
