// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QStringView>

#include <cstdint>
#include <span>

namespace Centrifuge {

/** Codes of a StateChange that the client gives itself; the numbers of the official SDKs. No
 * documentation lists them: show their text, not the number. */
namespace ClientCode {
inline constexpr std::uint32_t Called = 0; ///< the program asked for it
inline constexpr std::uint32_t Unauthorized = 1; ///< disconnected, unsubscribed: there is no token
inline constexpr std::uint32_t TransportClosed = 1; ///< connecting, subscribing
inline constexpr std::uint32_t NoPing = 2;
inline constexpr std::uint32_t SubscribeTimeout = 3;
inline constexpr std::uint32_t UnsubscribeError = 4;
inline constexpr std::uint32_t BadProtocol = 5; ///< ours: the peer sent what we cannot read
inline constexpr std::uint32_t BadConfiguration = 12; ///< ours: no address can be connected to
} // namespace ClientCode

/** Codes of `error` in a reply or in an answer of the HTTP API. */
namespace ErrorCode {
inline constexpr std::uint32_t InternalServerError = 100;
inline constexpr std::uint32_t Unauthorized = 101;
inline constexpr std::uint32_t UnknownChannel = 102;
inline constexpr std::uint32_t PermissionDenied = 103;
inline constexpr std::uint32_t MethodNotFound = 104;
inline constexpr std::uint32_t AlreadySubscribed = 105;
inline constexpr std::uint32_t LimitExceeded = 106;
inline constexpr std::uint32_t BadRequest = 107;
inline constexpr std::uint32_t NotAvailable = 108;
inline constexpr std::uint32_t TokenExpired = 109;
inline constexpr std::uint32_t Expired = 110;
inline constexpr std::uint32_t TooManyRequests = 111;
inline constexpr std::uint32_t UnrecoverablePosition = 112;
inline constexpr std::uint32_t ConcurrentPagination = 113;
} // namespace ErrorCode

/** Codes of an `unsubscribe` push. */
namespace UnsubscribeCode {
inline constexpr std::uint32_t ServerUnsubscribe = 2000;
inline constexpr std::uint32_t InsufficientState = 2500;
inline constexpr std::uint32_t SubscriptionExpired = 2501;
inline constexpr std::uint32_t StateInvalidated = 2502;
} // namespace UnsubscribeCode

/** WebSocket close codes, or codes of a `disconnect` push. */
namespace DisconnectCode {
inline constexpr std::uint32_t ConnectionClosed = 3000;
inline constexpr std::uint32_t Shutdown = 3001;
inline constexpr std::uint32_t InternalServerError = 3004;
inline constexpr std::uint32_t ConnectionExpired = 3005;
inline constexpr std::uint32_t SubscriptionExpired = 3006;
inline constexpr std::uint32_t Slow = 3008; ///< the server's queue for the client ran full
inline constexpr std::uint32_t WriteError = 3009;
inline constexpr std::uint32_t InsufficientState = 3010;
inline constexpr std::uint32_t ForceReconnect = 3011;
inline constexpr std::uint32_t NoPong = 3012;
inline constexpr std::uint32_t TooManyRequests = 3013;
inline constexpr std::uint32_t StateInvalidated = 3014;
inline constexpr std::uint32_t InvalidToken = 3500;
inline constexpr std::uint32_t BadRequest = 3501;
inline constexpr std::uint32_t Stale = 3502;
inline constexpr std::uint32_t ForceDisconnect = 3503;
inline constexpr std::uint32_t ConnectionLimit = 3504;
inline constexpr std::uint32_t ChannelLimit = 3505;
inline constexpr std::uint32_t InappropriateProtocol = 3506;
inline constexpr std::uint32_t PermissionDenied = 3507;
inline constexpr std::uint32_t NotAvailable = 3508;
inline constexpr std::uint32_t TooManyErrors = 3509;
} // namespace DisconnectCode

/** Codes of WebSocket itself, with ErrorLayer::WebSocket. */
namespace CloseCode {
inline constexpr int Normal = 1000;
inline constexpr int ProtocolError = 1002;
inline constexpr int InvalidPayload = 1007; ///< a text that is not UTF-8
inline constexpr int PolicyViolation = 1008;
inline constexpr int MessageTooBig = 1009;
} // namespace CloseCode

// The ranges of the kinds, also for the codes of an application.
inline constexpr std::uint32_t FirstErrorCode = 100; ///< ClientCode is below
inline constexpr std::uint32_t FirstUnsubscribeCode = 2000;
inline constexpr std::uint32_t FirstDisconnectCode = 3000;

/** Which table a code of the server belongs to. */
enum class CodeKind {
    Error, ///< ErrorCode
    Disconnect, ///< DisconnectCode
    Unsubscribe ///< UnsubscribeCode
};

/** One of Centrifugo's own codes. */
struct CodeEntry
{
    CodeKind kind;
    std::uint32_t code;
    QStringView name; ///< the server's words, for example "permission denied"
};

/** All codes that Centrifugo itself uses; applications may use others. */
std::span<const CodeEntry> allCodes();
/** The entry of a code, or nullptr when it is not one of Centrifugo's own. */
const CodeEntry *findCode(CodeKind kind, std::uint32_t code);

/** The kind of a code of ErrorLayer::Server. */
constexpr CodeKind kindOfCode(std::uint32_t code)
{
    if (code >= FirstDisconnectCode) {
        return CodeKind::Disconnect;
    }
    return code >= FirstUnsubscribeCode ? CodeKind::Unsubscribe : CodeKind::Error;
}

/** After this disconnect code a client must not reconnect by itself. */
constexpr bool isTerminalDisconnect(std::uint32_t code)
{
    return (code >= 3500 && code <= 3999) || (code >= 4500 && code <= 4999);
}

/** After this unsubscribe code a client must not subscribe again by itself. */
constexpr bool isTerminalUnsubscribe(std::uint32_t code)
{
    return code < 2500;
}

/** Whether a command that failed with this error may be tried again (109: with a new token). */
constexpr bool isTemporaryError(std::uint32_t code, bool temporaryFlag)
{
    return code < FirstErrorCode || code == ErrorCode::TokenExpired || temporaryFlag;
}

/** Whether the server said so, with that code. */
inline bool isServerError(const Error &error, std::uint32_t code)
{
    return error.layer == ErrorLayer::Server && error.code == int(code);
}

} // namespace Centrifuge
