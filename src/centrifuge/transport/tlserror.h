// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QList>
#include <QSslError>

namespace Centrifuge {

/** What is known of a handshake that failed. */
struct TlsFailure
{
    QString host;
    QList<QSslError> errors; ///< what is wrong with the peer's certificate
    QString text; ///< how the TLS library puts it
    bool presentedCertificate = false; ///< a client certificate was configured
};

/** The error, with one of TlsProblem as its code. */
Error makeTlsError(const TlsFailure &failure);

/** The port of a server that expects TLS was addressed by ws:// or http://. */
Error plainAddressError(const QString &host, const QString &secureScheme);

/** Whether a socket's error text comes from the TLS library: an alert can end a connection after
 * the handshake was finished on our side, and Qt has no error code for that. */
bool isTlsText(const QString &text);

} // namespace Centrifuge
