// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string_view>

namespace Text {

/** What may stand between the tokens of JSON (RFC 8259, 2). */
constexpr std::string_view JsonSpaces = " \t\n\r";

constexpr bool isJsonSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/** `json` without the white space around it. */
constexpr std::string_view trimmedJson(std::string_view json)
{
    const std::size_t first = json.find_first_not_of(JsonSpaces);
    if (first == std::string_view::npos) {
        return {};
    }
    return json.substr(first, json.find_last_not_of(JsonSpaces) + 1 - first);
}

} // namespace Text
