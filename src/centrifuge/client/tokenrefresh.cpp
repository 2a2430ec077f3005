// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/tokenrefresh.h"

#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "centrifuge/tokenerror.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

/** Early enough that the answer is here before the token expires. */
std::chrono::milliseconds refreshDelay(std::chrono::milliseconds timeToLive)
{
    const auto margin = std::max<std::chrono::milliseconds>(1s, timeToLive / 10);
    return std::max(timeToLive - margin, timeToLive / 2);
}

} // namespace

TokenRefresh::TokenRefresh(TokenRefreshOptions options, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_clock(clock)
    , m_timer(clock.createTimer(this))
{
    connect(m_timer, &Timer::timeout, this, &TokenRefresh::askForToken);
}

void TokenRefresh::setExpiry(bool expires, std::uint32_t timeToLive)
{
    m_generations.begin();
    m_timer->stop();
    const std::chrono::seconds left(expires ? timeToLive : 0);
    if (left > 0s && m_options.provider) {
        m_timer->start(refreshDelay(left));
    }
    Q_EMIT expiryChanged(left);
}

void TokenRefresh::stop()
{
    m_generations.begin();
    m_timer->stop();
}

void TokenRefresh::askForToken()
{
    const TokenProvider provider = m_options.provider; // its answer may destroy us
    provider([this, generation = m_generations.begin()](const Result<QString> &token) {
        if (generation.isCurrent()) {
            sendToken(token);
        }
    });
}

void TokenRefresh::sendToken(const Result<QString> &token)
{
    const Generation generation = m_generations.begin();
    if (const std::optional<Error> fault = findTokenFault(token, m_clock.wall())) {
        if (isFinalTokenError(*fault)) {
            Q_EMIT rejected({ClientCode::Unauthorized, fault->message});
        } else {
            tryLater(*fault);
        }
        return;
    }
    m_options.send(token.value(),
                   [this, generation, sent = token.value()](const CallResult &result, auto) {
                       if (generation.isCurrent()) {
                           readReply(sent, result);
                       }
                   });
}

void TokenRefresh::readReply(const QString &token, const CallResult &result)
{
    if (!result) {
        const Error &error = result.error();
        if (error.layer != ErrorLayer::Server
            || isTemporaryError(std::uint32_t(error.code), error.temporary)) {
            tryLater(error);
        } else {
            Q_EMIT rejected({std::uint32_t(error.code), error.message, ErrorLayer::Server});
        }
        return;
    }
    if (const auto *connection = std::get_if<RefreshResult>(&result.value())) {
        Q_EMIT renewed(token);
        setExpiry(connection->expires, connection->ttl);
    } else if (const auto *subscription = std::get_if<SubscriptionRefreshResult>(&result.value())) {
        Q_EMIT renewed(token);
        setExpiry(subscription->expires, subscription->ttl);
    } else {
        tryLater({ErrorLayer::Protocol, 0, tr("The answer to the refresh is not readable."), true});
    }
}

void TokenRefresh::tryLater(const Error &error)
{
    const auto jitter = double(m_options.retryDelay.count()) * m_options.random();
    m_timer->start(m_options.retryDelay + std::chrono::milliseconds(std::int64_t(jitter)));
    Q_EMIT failed(error);
}

} // namespace Centrifuge
