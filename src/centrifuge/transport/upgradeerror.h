// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QByteArray>

namespace Centrifuge {

/** What was asked for. */
struct UpgradeRequest
{
    QString host;
    QByteArray origin; ///< what we sent as Origin, may be empty
    bool isSecure = false; ///< through TLS
};

/**
 * What an answer to the WebSocket upgrade that is not an acceptance means. `answer` is what came,
 * maybe cut off.
 */
Error makeUpgradeError(const QByteArray &answer, const UpgradeRequest &request);

/** The server accepted the connection and closed it before an answer to the upgrade was complete;
 * `answer` is what came until then, `code` the socket's number. */
Error makeEarlyEndError(const QByteArray &answer, const UpgradeRequest &request, int code);

} // namespace Centrifuge
