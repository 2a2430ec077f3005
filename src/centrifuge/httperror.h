// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/networkoptions.h"

#include <QByteArray>
#include <QList>
#include <QSslError>

#include <optional>

class QNetworkReply;

namespace Centrifuge {

/** How a request came to its end, where Qt would only say "canceled". */
enum class HttpEnd { Finished, TimedOut, TooLarge };

/** What the reply itself does not tell of its end. */
struct HttpFailure
{
    HttpEnd end = HttpEnd::Finished;
    QList<QSslError> tlsErrors; ///< what is wrong with the peer's certificate
    NetworkOptions network;
};

/** Why a finished request has no body to read; nothing when it ended with a whole answer and 200.
 */
std::optional<Error> findHttpError(const QNetworkReply &reply, const HttpFailure &failure,
                                   const QByteArray &body);

/** `text` with every `secret` in it masked: a server may send back what it got. */
QString withoutSecret(const QString &text, const QByteArray &secret);

} // namespace Centrifuge
