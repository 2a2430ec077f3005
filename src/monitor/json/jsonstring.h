// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Strings as JSON writes them, in payloads and in the text of a filter. A lone surrogate, which is
// no character, becomes the three bytes that UTF-8 would have for it.

/** Where the quote is that closes the string whose inside begins at `from`; npos for none. */
std::size_t closingQuote(std::string_view text, std::size_t from);

enum class Escapes {
    Json,
    Filter ///< also \xHH for one byte, which need not be UTF-8
};

/** What stands between the quotes; nothing when an escape is none. */
std::optional<std::string> withoutEscapes(std::string_view inside, Escapes escapes = Escapes::Json);

/** Whether a filter may hold `text` without quotes: letters, digits and `_`, and after the first of
 * them also the characters of `alsoInside`. */
bool isBareWord(std::string_view text, std::string_view alsoInside);

/** Any bytes as a string of a filter, quotes included, on one line of visible UTF-8. */
std::string quotedForFilter(std::string_view bytes);

/** The code of one UTF-8 character. */
char32_t characterOf(std::string_view bytes);

/** Length of the UTF-8 character that `text` begins with; 0 when it is none. */
std::size_t utf8CharacterLength(std::string_view text);

void appendUtf8(std::string &text, char32_t character);
