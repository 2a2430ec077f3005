// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/tokenerror.h"

#include "centrifuge/token.h"

namespace Centrifuge {

bool isFinalTokenError(const Error &error)
{
    return error.layer == ErrorLayer::Local
        && (error.code == int(LocalError::Unauthorized)
            || error.code == int(LocalError::MissingSecret)
            || error.code == int(LocalError::BadArgument));
}

std::optional<Error> findTokenFault(const Result<QString> &token, std::chrono::microseconds now)
{
    if (!token) {
        return token.error();
    }
    if (token.value().isEmpty()) {
        return localError(LocalError::Unauthorized, QStringLiteral("unauthorized"));
    }
    if (isExpiredToken(token.value(), now)) {
        return expiredTokenError();
    }
    return std::nullopt;
}

} // namespace Centrifuge
