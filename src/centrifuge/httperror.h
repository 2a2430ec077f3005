// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QByteArray>

#include <optional>

class QNetworkReply;

namespace Centrifuge {

/** How a request came to its end, where Qt would only say "canceled". */
enum class HttpEnd { Finished, TimedOut, TooLarge };

/** Why a finished request has no body to read; nothing when it ended with a whole answer and 200.
 */
std::optional<Error> findHttpError(const QNetworkReply &reply, HttpEnd end, const QByteArray &body);

/** `text` with every `secret` in it masked: a server may send back what it got. */
QString withoutSecret(const QString &text, const QByteArray &secret);

} // namespace Centrifuge
