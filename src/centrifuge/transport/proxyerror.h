// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/networkoptions.h"

#include <QAbstractSocket>

#include <optional>

namespace Centrifuge {

/** What a socket's error says of the proxy on the way; nothing when it is not about the proxy. */
std::optional<Error> findProxyError(QAbstractSocket::SocketError error, const ProxyOptions &proxy,
                                    const QString &text);

} // namespace Centrifuge
