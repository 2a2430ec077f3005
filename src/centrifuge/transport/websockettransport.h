// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/transport/transport.h"

namespace Centrifuge {

/** Makes transports over QWebSocket. */
TransportFactory webSocketTransports();

} // namespace Centrifuge
