// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace Text {

bool isUtf8(std::string_view text);

/** How many bytes the first character of `text` has, 1 to 4; 0 when it is not valid UTF-8
 * (overlong, a surrogate, above U+10FFFF, cut off) or there is none. */
std::size_t utf8Length(std::string_view text);

/** The code point of one character of 1 to 4 bytes, such as the first utf8Length() ones. */
char32_t utf8Character(std::string_view character);

/** Also surrogates, which are no characters, as the three bytes that UTF-8 would have for them. */
void appendUtf8(std::string &text, char32_t character);

/** Whether the byte belongs to a character that began before it. */
constexpr bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/** The beginning of `text`, at most `mostBytes` of it (4 or more), without a part of a character
 * at its end. Bytes that are no UTF-8 are cut anywhere, so that it is empty for no text alone. */
std::string_view utf8Prefix(std::string_view text, std::size_t mostBytes);

} // namespace Text
