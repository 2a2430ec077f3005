// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/networkoptions.h"

#include <QAbstractSocket>

#include <optional>

namespace Centrifuge {

/** The error for a socket error that concerns the proxy; nothing for any other. */
std::optional<Error> findProxyError(QAbstractSocket::SocketError error, const ProxyOptions &proxy,
                                    const QString &text);

} // namespace Centrifuge
