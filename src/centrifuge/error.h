// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMetaType>
#include <QString>

namespace Centrifuge {

/** Where a failure happened; each layer has its own numbers. */
enum class ErrorLayer {
    Local, ///< before anything was sent: wrong argument, missing secret; codes of LocalError
    NameResolution, ///< the host has no address
    Tcp, ///< refused, reset, unreachable, closed
    Tls, ///< handshake or certificate
    Http, ///< HTTP status other than expected (code = status), also the WebSocket upgrade
    WebSocket, ///< closed by a close frame below 3000 (code = close code), for example 1009: what
               ///< we sent is too large for the peer
    Timeout, ///< no answer in time: the outcome is unknown
    Protocol, ///< the peer sent what we cannot read
    Server ///< Centrifugo's own error, disconnect or unsubscribe code (code = that number)
};

/** Codes of ErrorLayer::Local. */
enum class LocalError {
    None = 0,
    Disabled = 1,
    MissingSecret = 2,
    Unauthorized = 3,
    BadArgument = 4,
    Closed = 5
};

/** An expected failure: which layer, which number there, and a sentence a user may read. */
struct Error
{
    ErrorLayer layer = ErrorLayer::Local;
    int code = 0;
    QString message; ///< plain text from us or from the peer; never holds a secret
    bool temporary = false; ///< trying again may help
    /** With ErrorLayer::Http: the answer is not one that Centrifugo gives, but a proxy's, a
     * firewall's or another program's. */
    bool fromIntermediary = false;

    friend bool operator==(const Error &, const Error &) = default;
};

/** A failure of ours that trying again does not mend. */
inline Error localError(LocalError code, const QString &message)
{
    return {ErrorLayer::Local, int(code), message, false};
}

inline Error badArgument(const QString &message)
{
    return localError(LocalError::BadArgument, message);
}

} // namespace Centrifuge

Q_DECLARE_METATYPE(Centrifuge::Error)
