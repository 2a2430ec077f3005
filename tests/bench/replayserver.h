// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

namespace Bench {

/** What one run carries; travels to the replay server in the query of the URL. */
struct Load
{
    std::size_t payloadBytes = 1024; ///< of each publication's data
    std::size_t messagesPerFrame = 1;
    std::size_t publications = 0; ///< a multiple of messagesPerFrame
};

/**
 * Listens on a free loopback port, prints it on a line of standard output, and serves connections
 * one after the other until killed: answers the upgrade, takes the first frame for `connect` (id 1)
 * and the second for `subscribe` (id 2), then sends frames prepared beforehand as fast as the
 * client reads them. A first frame that asks for the channel too is taken for both. Speaks Protobuf
 * when the client offers it, else JSON. Returns only on failure.
 */
int serveReplay();

} // namespace Bench
