// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

/** Codes of a StateChange that come from us, not from the server; the numbers of the official SDKs.
 */
namespace Centrifuge::LocalCode {

inline constexpr std::uint32_t Called = 0; ///< the program asked for it
inline constexpr std::uint32_t Unauthorized =
    1; ///< disconnected: there is no token to connect with
inline constexpr std::uint32_t TransportClosed = 1; ///< connecting, subscribing
inline constexpr std::uint32_t NoPing = 2;
inline constexpr std::uint32_t SubscribeTimeout = 3;
inline constexpr std::uint32_t UnsubscribeError = 4;
inline constexpr std::uint32_t BadProtocol = 5; ///< ours: the peer sent what we cannot read

inline constexpr std::uint32_t BadConfiguration =
    12; ///< disconnected: none of the addresses is one to connect to

} // namespace Centrifuge::LocalCode
