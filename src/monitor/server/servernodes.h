// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"

#include <QString>

#include <vector>

/** One address of a server, which may be a node of its own. */
struct ServerNode
{
    QString name; ///< host and port of its WebSocket
    ConnectionSettings connection; ///< with this address only, and its own API where there is one
    /** The API at its address answers for it; otherwise the one API answers for all addresses. */
    bool hasOwnApi = true;
};

/** No more addresses than these are taken for nodes. */
inline constexpr std::size_t MaxNodes = 16;

/** The addresses of `connection`. The API of each is that of nodeApiUrl(); where that leads to the
 * same address for two of them, it is not a node's own. */
std::vector<ServerNode> nodesOf(const ConnectionSettings &connection);
