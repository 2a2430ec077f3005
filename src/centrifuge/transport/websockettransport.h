// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/transport/transport.h"

namespace Centrifuge {

/** A Transport over QWebSocket, the only class that knows it. */
TransportFactory webSocketTransports();

} // namespace Centrifuge
