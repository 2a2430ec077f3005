// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/tokenprovider.h"
#include "monitor/profile/tokenfile.h"

#include <QString>

#include <optional>

namespace Centrifuge {
class Clock;
struct ClientOptions;
} // namespace Centrifuge

struct WatchRequest;

/**
 * Where a connection gets its tokens: from the token file or the ready token of its settings, else
 * they are minted for the user of the request. Owned by the worker of a session; I/O thread.
 */
class TokenSource
{
public:
    /** Both outlive this. */
    TokenSource(const WatchRequest &request, const Centrifuge::Clock &clock);
    TokenSource(const TokenSource &) = delete;
    TokenSource &operator=(const TokenSource &) = delete;

    /** Sets the token, or a provider that is valid as long as this. */
    void provideTokens(Centrifuge::ClientOptions &options);
    /** For a `$` channel, which needs a token, where one can be minted; none for others. Valid as
     * long as this. */
    Centrifuge::SubscriptionTokenProvider subscriptionTokens(const QString &channel) const;

    /** The server took the last token of the connection. */
    void accept();
    /** An attempt to connect failed; perhaps the token has expired. */
    void checkFailure(const Centrifuge::Error &error);

private:
    std::chrono::seconds now() const;

    const WatchRequest &m_request;
    const Centrifuge::Clock &m_clock;
    std::optional<TokenFile> m_file; ///< where the token comes from one
};
