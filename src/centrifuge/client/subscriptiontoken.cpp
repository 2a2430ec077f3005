// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Subscription that has to do with its token.

#include "centrifuge/client/client.h"
#include "centrifuge/client/connection.h"
#include "centrifuge/client/subscription.h"
#include "centrifuge/client/tokenrefresh.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "centrifuge/token.h"
#include "centrifuge/tokenerror.h"

using namespace std::chrono_literals;

namespace Centrifuge {

/** One that the provider can replace is not sent when it has visibly expired. */
bool Subscription::needsToken() const
{
    return m_options.tokenProvider
        && (m_token.isEmpty() || isExpiredToken(m_token, m_client->m_clock.wall()));
}

void Subscription::dropToken()
{
    if (m_options.tokenProvider) {
        m_token.clear();
    }
}

void Subscription::askForToken()
{
    m_isAsking = true;
    const SubscriptionTokenProvider provider = m_options.tokenProvider; // it may destroy us
    const QString channel = m_channel;
    provider(channel, [attempt = beginAttempt()](const Result<QString> &token) {
        if (attempt.holds()) {
            attempt.subscription->useToken(token);
        }
    });
}

void Subscription::useToken(const Result<QString> &token)
{
    beginAttempt(); // a second answer is void
    m_isAsking = false;
    const bool isMissing = token && token.value().isEmpty();
    if (isMissing || (!token && isFinalTokenError(token.error()))) {
        becomeUnsubscribed({ClientCode::Unauthorized,
                            isMissing ? QStringLiteral("unauthorized") : token.error().message});
        return;
    }
    if (token && !isExpiredToken(token.value(), m_client->m_clock.wall())) {
        m_token = token.value();
        send();
        return;
    }
    const Error error = token ? expiredTokenError() : token.error();
    resubscribeLater();
    Q_EMIT errorOccurred(error);
}

void Subscription::watchExpiry(const SubscribeResult &result)
{
    if (!result.expires || !m_options.tokenProvider) {
        return;
    }
    TokenRefreshOptions options;
    options.provider = [this](const TokenReply &reply) {
        const SubscriptionTokenProvider provider = m_options.tokenProvider; // it may destroy us
        const QString channel = m_channel;
        provider(channel, reply);
    };
    options.send = [this](const QString &token, const CallHandler &handler) {
        m_client->m_connection->call(SubscriptionRefreshCommand{m_channel, token}, handler);
        m_client->flush();
    };
    options.retryDelay = 10s;
    options.random = m_client->m_options.random;
    m_refresh = new TokenRefresh(options, m_client->m_clock, this);
    connect(m_refresh, &TokenRefresh::renewed, this,
            [this](const QString &token) { m_token = token; });
    connect(m_refresh, &TokenRefresh::failed, this, &Subscription::errorOccurred);
    connect(m_refresh, &TokenRefresh::rejected, this, &Subscription::endByRefresh);
    m_refresh->setExpiry(result.expires, result.ttl);
}

/** There will be no new token: leaves before the server throws us out. */
void Subscription::endByRefresh(const StateChange &change)
{
    m_client->sendUnsubscribe(m_channel);
    becomeUnsubscribed(change);
}

} // namespace Centrifuge
