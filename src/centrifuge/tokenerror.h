// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QString>

#include <chrono>
#include <optional>

namespace Centrifuge {

/** Whether a provider that failed like this will never have a token. */
bool isFinalTokenError(const Error &error);

/** Why what a provider answered can't be sent; nothing where it can. An empty token is final. An
 * expired one is not sent: the server takes it badly, it ends the connection or forgets the
 * expiry. `now` is Unix time. */
std::optional<Error> findTokenFault(const Result<QString> &token, std::chrono::microseconds now);

} // namespace Centrifuge
