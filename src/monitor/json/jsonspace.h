// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

/** What may stand between the tokens of JSON (RFC 8259, 2). */
constexpr std::string_view JsonSpaces = " \t\n\r";

constexpr bool isJsonSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}
