// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace Centrifuge {

/** Where a failure happened; each layer has its own codes. */
enum class ErrorLayer : std::uint8_t {
    Local, ///< before anything was sent: wrong argument, missing secret; codes of LocalError
    NameResolution, ///< the host has no address
    Tcp, ///< refused, reset, unreachable, closed
    Tls, ///< handshake or certificate
    Http, ///< an unexpected status (code = status), also in answer to the WebSocket upgrade
    WebSocket, ///< a close frame with a code below 3000, one of CloseCode
    Timeout, ///< no answer in time: the outcome is unknown
    Protocol, ///< the peer sent what cannot be read
    Server ///< the server's own: ErrorCode, UnsubscribeCode, DisconnectCode, or an application's
};

/** The last of the layers; their numbers stand in recordings. */
inline constexpr ErrorLayer LastErrorLayer = ErrorLayer::Server;

} // namespace Centrifuge
