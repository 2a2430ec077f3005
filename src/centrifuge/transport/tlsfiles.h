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

/** certificateFile and keyFile, which must belong together. */
Result<TlsIdentity> readIdentity(const TlsOptions &options);

} // namespace Centrifuge
