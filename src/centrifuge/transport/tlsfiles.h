// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/networkoptions.h"
#include "centrifuge/result.h"

#include <QSslCertificate>
#include <QSslKey>

namespace Centrifuge {

/** The client's certificate and key, for a server that demands one. */
struct TlsIdentity
{
    QList<QSslCertificate> chain; ///< its own certificate first
    QSslKey key;
};

/** The certificates of caFile and caPem. */
Result<QList<QSslCertificate>> readAuthorities(const TlsOptions &options);

/**
 * The certificates of the file in SSL_CERT_FILE and of the folders in SSL_CERT_DIR, which stand
 * where OpenSSL, and most programs that use it, look for them. Folders that can't be read are
 * passed over, unless there is no other.
 */
struct EnvironmentAuthorities
{
    QList<QSslCertificate> certificates;
    bool replaceSystem = false; ///< both variables are set, so nothing of the system's is left
};

/** Empty if neither variable is set; an error names the variable. */
Result<EnvironmentAuthorities> readEnvironmentAuthorities();

/** certificateFile and keyFile, which must belong together. */
Result<TlsIdentity> readIdentity(const TlsOptions &options);

} // namespace Centrifuge
