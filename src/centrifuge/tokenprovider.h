// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QString>

#include <functional>

namespace Centrifuge {

/** Takes a token, or why there is none: LocalError Unauthorized, MissingSecret or BadArgument means
 * that there will never be one, any other error that the provider may be asked again. */
using TokenReply = std::function<void(const Result<QString> &token)>;
/** Delivers a connection token, now or later; called before every attempt and before expiry. */
using TokenProvider = std::function<void(const TokenReply &reply)>;
/** The same for one channel; called when there is no token and before expiry. */
using SubscriptionTokenProvider =
    std::function<void(const QString &channel, const TokenReply &reply)>;

} // namespace Centrifuge
