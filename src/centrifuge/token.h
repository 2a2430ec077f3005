// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Centrifuge {

/** The claims of a connection token (JWT), see Centrifugo's "client authentication". */
struct TokenClaims
{
    QString user; ///< `sub`; empty = anonymous
    std::chrono::seconds timeToLive{3600}; ///< `exp` = now + this; at least 1 s
    QByteArray info; ///< JSON value for `info`, or empty
    QStringList channels; ///< `channels`: server-side subscriptions
    std::optional<std::chrono::seconds> issuedAt; ///< `iat`, Unix time
    QString id; ///< `jti`
    QByteArray furtherClaims{}; ///< see findClaimsProblem(); may be empty
};

/** The claims of a subscription token (JWT), see Centrifugo's "channel token authentication". */
struct SubscriptionTokenClaims
{
    QString user; ///< `sub`; must be the user of the connection
    QString channel;
    std::chrono::seconds timeToLive{3600}; ///< `exp` = now + this; at least 1 s
    QByteArray info; ///< JSON value for `info`, or empty
    QByteArray furtherClaims{}; ///< see findClaimsProblem(); may be empty
};

/**
 * Why `claims` can't be the further claims of a token, such as `aud`, `iss` or `meta`: they must be
 * a JSON object of at most 16 KiB without the claims that a token gets from its other fields
 * (`sub`, `exp` and `channel`). Its text goes into the token as it is.
 */
std::optional<Error> findClaimsProblem(const QByteArray &claims);

/** The contents of a token, read but never verified. */
struct TokenContents
{
    QString user;
    std::optional<std::chrono::seconds> expiresAt; ///< `exp`, Unix time
    QString algorithm;
};

/**
 * An HS256 token over `claims`, signed with `secret`. Fails with LocalError::MissingSecret (the
 * message names CENTRIFUGO_TOKEN_HMAC_SECRET) when the secret is empty, LocalError::BadArgument for
 * a time to live below 1 s, an `info` that is not JSON or further claims that can't be used, also
 * because another field sets the same claim. `now` is Unix time.
 */
Result<QString> mintToken(const TokenClaims &claims, const QByteArray &secret,
                          std::chrono::seconds now);

/** The same for a subscription token; a missing channel is a LocalError::BadArgument, too. The
 * message for a missing secret names CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET as well. */
Result<QString> mintSubscriptionToken(const SubscriptionTokenClaims &claims,
                                      const QByteArray &secret, std::chrono::seconds now);

/** Reads user, expiry and algorithm of a token, without verifying it. */
Result<TokenContents> decodeToken(const QString &token);

/** Whether the token's `exp` has passed; false where it can't be read. `now` is Unix time. */
bool isExpiredToken(const QString &token, std::chrono::microseconds now);
/** The error for an expired token; trying again may help. */
Error expiredTokenError();

/** The signature part of an HS256 token: base64url(HMAC-SHA-256(secret, headerDotPayload)). */
QByteArray signHs256(const QByteArray &headerDotPayload, const QByteArray &secret);

} // namespace Centrifuge
