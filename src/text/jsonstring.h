// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace Text {

// Strings as JSON writes them. The templates append to whatever has `append(const char *, size)`:
// std::string and QByteArray.

/** Where the quote is that closes the string whose inside begins at `from`; npos for none. */
std::size_t closingQuote(std::string_view text, std::size_t from);

/** Which escapes are understood. */
enum class Escapes {
    Json, ///< a lone surrogate becomes the three bytes that UTF-8 would have for it
    JsonCharacters, ///< a lone surrogate is an error
    Filter ///< those of Json, \', and \xHH for one byte, which need not be UTF-8
};

/** One escape, and the bytes it stands for. */
struct Escape
{
    std::size_t length = 0; ///< of the escape itself
    std::array<char, 4> bytes{};
    std::size_t byteCount = 0;
};

/** The escape that `text` begins with, its backslash included; nothing where there is none. */
std::optional<Escape> readEscape(std::string_view text, Escapes escapes);

/** Appends what the inside of a string stands for; false when an escape in it is none. */
template <typename Bytes>
[[nodiscard]] bool appendUnescaped(Bytes &out, std::string_view inside, Escapes escapes)
{
    using Size = decltype(out.size());
    while (!inside.empty()) {
        const std::size_t plain = std::min(inside.find('\\'), inside.size());
        out.append(inside.data(), static_cast<Size>(plain));
        inside.remove_prefix(plain);
        if (inside.empty()) {
            break;
        }
        const std::optional<Escape> escape = readEscape(inside, escapes);
        if (!escape) {
            return false;
        }
        out.append(escape->bytes.data(), static_cast<Size>(escape->byteCount));
        inside.remove_prefix(escape->length);
    }
    return true;
}

/** The same as a value. */
std::optional<std::string> unescaped(std::string_view inside, Escapes escapes = Escapes::Json);

/** How many bytes at the front of `text` a JSON string holds as they are. */
std::size_t unescapedLength(std::string_view text);

/** What a JSON string has for the first character of `text`, where it is not the character itself:
 * an escape, or U+FFFD for a byte that is not UTF-8. */
std::string escapedFirst(std::string_view text);

/** Appends `text` as a JSON string with its quotes; what is not UTF-8 in it becomes U+FFFD. */
template <typename Bytes> void appendJsonString(Bytes &out, std::string_view text)
{
    using Size = decltype(out.size());
    out.append("\"", Size(1));
    while (!text.empty()) {
        const std::size_t plain = unescapedLength(text);
        out.append(text.data(), static_cast<Size>(plain));
        text.remove_prefix(plain);
        if (text.empty()) {
            break;
        }
        const std::string escape = escapedFirst(text);
        out.append(escape.data(), static_cast<Size>(escape.size()));
        text.remove_prefix(1); // all that is escaped is one byte
    }
    out.append("\"", Size(1));
}

/** Appends \uXXXX. */
template <typename Bytes> void appendUnicodeEscape(Bytes &out, char16_t unit)
{
    constexpr char Digits[] = "0123456789abcdef";
    std::array<char, 6> escape{'\\', 'u'};
    for (std::size_t i = 0; i < 4; ++i) {
        escape[2 + i] = Digits[(unit >> (12 - 4 * i)) & 0xF];
    }
    out.append(escape.data(), decltype(out.size())(escape.size()));
}

} // namespace Text
