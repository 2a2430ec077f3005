// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <cstdint>

/** The server's codes begin at 100. Lower ones are the client's own, which no
 * documentation lists: show their text, not the number. */
inline bool isClientCode(std::uint32_t code)
{
    return code < 100;
}

/** "3500 invalid token", "transport closed"; empty for nothing. */
inline QString codeAndReason(std::uint32_t code, const QString &reason)
{
    return isClientCode(code) ? reason : QString(QString::number(code) + u' ' + reason).trimmed();
}
