// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/subscriptionoptions.h"
#include "centrifuge/client/tokenrefresh.h"

#include <chrono>

namespace Centrifuge {

class SubscriptionHost;

/** The token of one subscription and where it comes from. A part of SubscriptionPrivate. */
class SubscriptionToken
{
public:
    /** Both must outlive this object. */
    SubscriptionToken(const QString &channel, const SubscriptionOptions &options);

    const QString &text() const { return m_text; }
    void set(const QString &token) { m_text = token; }
    /** It is worth nothing; without a provider it is kept, because there is no other. */
    void drop();

    bool canRenew() const { return bool(m_options.tokenProvider); }
    /** Whether request() comes before the next subscribe: a token that the provider can replace is
     * not sent when it has visibly expired. `now` is Unix time. */
    bool needsRequest(std::chrono::microseconds now) const;
    void request(const TokenReply &reply) const;

    /** What renews it while subscribed; nullptr where it can't or need not be renewed. The owner
     * calls set() with each new one. */
    TokenRefresh *createRefresh(const SubscribeResult &result, SubscriptionHost &host,
                                QObject *parent) const;

private:
    const QString &m_channel;
    const SubscriptionOptions &m_options;
    QString m_text;
};

} // namespace Centrifuge
