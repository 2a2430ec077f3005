// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/networkoptions.h"
#include "centrifuge/transport/httpanswer.h"

#include <QAbstractSocket>
#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QSslError>
#include <QUrl>

#include <optional>

namespace Centrifuge {

/** How a request ended. */
enum class HttpEnd {
    Answered, ///< a complete answer was received, with any status
    NotStarted, ///< `problem` says why
    TimedOut,
    TooLarge, ///< the head, a line between chunks, the body, or all together
    NotHttp,
    SocketFailed ///< no connection, or it ended before the answer was complete
};

/** What became of a request. */
struct HttpOutcome
{
    HttpEnd end = HttpEnd::Answered;
    bool isSent = false; ///< a part of the request may have left this machine
    bool isForwarded = false; ///< by an HTTP proxy, which may have answered itself
    HttpAnswer answer; ///< may be incomplete
    QAbstractSocket::SocketError socketError = QAbstractSocket::UnknownSocketError;
    QString socketText; ///< how Qt or the TLS library puts it
    QList<QSslError> tlsErrors; ///< what is wrong with the peer's certificate
    std::optional<Error> problem; ///< of HttpEnd::NotStarted
};

/** The error of an outcome; nothing for a complete answer with status 200. */
std::optional<Error> findHttpError(const HttpOutcome &outcome, const QUrl &url,
                                   const NetworkOptions &network);

/** `text` with `secret` masked wherever it is a whole word: a server may send back what it got. */
QString withoutSecret(const QString &text, const QByteArray &secret);

} // namespace Centrifuge

Q_DECLARE_METATYPE(Centrifuge::HttpOutcome)
