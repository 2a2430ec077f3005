// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscriptiontoken.h"

#include "centrifuge/client/clientoptions.h"
#include "centrifuge/client/subscriptionhost.h"
#include "centrifuge/token.h"

using namespace std::chrono_literals;

namespace Centrifuge {

SubscriptionToken::SubscriptionToken(const QString &channel, const SubscriptionOptions &options)
    : m_channel(channel)
    , m_options(options)
    , m_text(options.token)
{
}

void SubscriptionToken::drop()
{
    if (canRenew()) {
        m_text.clear();
    }
}

bool SubscriptionToken::needsRequest(std::chrono::microseconds now) const
{
    return canRenew() && (m_text.isEmpty() || isExpiredToken(m_text, now));
}

void SubscriptionToken::request(const TokenReply &reply) const
{
    const SubscriptionTokenProvider provider = m_options.tokenProvider; // it may destroy us
    const QString channel = m_channel;
    provider(channel, reply);
}

TokenRefresh *SubscriptionToken::createRefresh(const SubscribeResult &result,
                                               SubscriptionHost &host, QObject *parent) const
{
    if (!result.expires || !canRenew()) {
        return nullptr;
    }
    TokenRefreshOptions options;
    options.provider = [this](const TokenReply &reply) { request(reply); };
    options.send = [&host, channel = m_channel](const QString &token, const CallHandler &handler) {
        host.call(SubscriptionRefreshCommand{channel, token}, handler);
        host.flush();
    };
    options.retryDelay = 10s;
    options.random = host.options().random;
    return new TokenRefresh(options, host.clock(), parent);
}

} // namespace Centrifuge
