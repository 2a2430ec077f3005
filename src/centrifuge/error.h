// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/errorlayer.h"

#include <QMetaType>
#include <QString>

namespace Centrifuge {

/** Codes of ErrorLayer::Local. */
enum class LocalError {
    None = 0,
    Disabled = 1,
    MissingSecret = 2,
    Unauthorized = 3,
    BadArgument = 4,
    Closed = 5
};

/** Codes of ErrorLayer::Tls. */
enum class TlsProblem {
    Other = 0,
    UnknownAuthority = 1,
    SelfSigned = 2,
    Expired = 3,
    NotYetValid = 4,
    WrongName = 5,
    BadCertificate = 6, ///< revoked, made for another purpose, malformed …
    OldProtocol = 7, ///< no version of TLS that both sides accept
    ClientCertificateWanted = 8,
    ClientCertificateRefused = 9,
    NotTls = 10, ///< the peer does not speak TLS
    HandshakeRefused = 11, ///< without a reason
    PlainAddress = 12 ///< the port expects TLS, the address (ws://, http://) does not use it
};

/** An expected failure: its layer, its code there, and a sentence for the user. */
struct Error
{
    ErrorLayer layer = ErrorLayer::Local;
    int code = 0;
    QString message; ///< plain text, by us or by the peer; never holds a secret
    bool temporary = false; ///< trying again may help
    /** With ErrorLayer::Http: the answer is not Centrifugo's, but that of a proxy, a firewall or
     * another program. */
    bool fromIntermediary = false;

    friend bool operator==(const Error &, const Error &) = default;
};

/** A failure before anything was sent, which trying again does not change. */
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
