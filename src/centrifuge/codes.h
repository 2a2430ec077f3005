// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringView>

#include <cstdint>
#include <span>

namespace Centrifuge {

/** Which table a number belongs to: the same number may mean different things. */
enum class CodeKind {
    Error, ///< `error` of a reply or of the HTTP API
    Disconnect, ///< WebSocket close code or `disconnect` push
    Unsubscribe ///< `unsubscribe` push
};

/** One of Centrifugo's own codes. */
struct CodeEntry
{
    CodeKind kind;
    std::uint32_t code;
    QStringView name; ///< the server's words, for example "permission denied"
    QStringView meaning; ///< a sentence for a person
};

/** All codes that Centrifugo itself uses; applications may use others. */
std::span<const CodeEntry> allCodes();
/** The entry of a code, or nullptr when it is not one of Centrifugo's own. */
const CodeEntry *findCode(CodeKind kind, std::uint32_t code);

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
    return code < 100 || code == 109 || temporaryFlag;
}

} // namespace Centrifuge
