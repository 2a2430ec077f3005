// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QByteArray>

namespace Centrifuge {

struct UpgradeRequest
{
    QString host;
    QByteArray origin; ///< what we sent as Origin, may be empty
    bool isSecure = false; ///< through TLS
};

/** The error for an answer that does not accept the WebSocket upgrade. `answer` may be cut off. */
Error makeUpgradeError(const QByteArray &answer, const UpgradeRequest &request);

/** The error for a connection that was closed before the answer to the upgrade was complete.
 * `answer` is its beginning, `code` the code of the socket's error. */
Error makeEarlyEndError(const QByteArray &answer, const UpgradeRequest &request, int code);

} // namespace Centrifuge
