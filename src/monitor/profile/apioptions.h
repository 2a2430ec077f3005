// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"

struct ConnectionSettings;

/** How the HTTP API of the connection's server is called: address, key and network. Limits and time
 * outs are those of the SDK. */
Centrifuge::ServerApiOptions apiOptions(const ConnectionSettings &connection);
