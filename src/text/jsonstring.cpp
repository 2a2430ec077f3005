// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/jsonstring.h"

#include <charconv>

namespace Text {

namespace {

std::optional<unsigned> hexAt(std::string_view text, std::size_t at, std::size_t digits)
{
    if (text.size() < digits || at > text.size() - digits) {
        return {};
    }
    unsigned value = 0;
    const char *const begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + digits, value, 16);
    if (error != std::errc() || end != begin + digits) {
        return {};
    }
    return value;
}

constexpr bool isHighSurrogate(char32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

constexpr bool isLowSurrogate(char32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

Escape escapeFor(std::size_t length, std::string_view bytes)
{
    Escape escape;
    escape.length = length;
    escape.byteCount = bytes.size();
    std::ranges::copy(bytes, escape.bytes.begin());
    return escape;
}

/** \uXXXX, and with it the second half of a pair. */
std::optional<Escape> readUnicode(std::string_view text, Escapes escapes)
{
    constexpr std::size_t Length = 6;
    const std::optional<unsigned> first = hexAt(text, 2, 4);
    if (!first) {
        return {};
    }
    char32_t character = *first;
    std::size_t length = Length;
    if (isHighSurrogate(character) && text.substr(Length, 2) == "\\u") {
        const std::optional<unsigned> second = hexAt(text, Length + 2, 4);
        if (second && isLowSurrogate(*second)) {
            character = 0x10000 + ((character - 0xD800) << 10) + (*second - 0xDC00);
            length += Length;
        }
    }
    const bool isAlone = isHighSurrogate(character) || isLowSurrogate(character);
    if (isAlone && escapes == Escapes::JsonCharacters) {
        return {};
    }
    std::string bytes;
    appendUtf8(bytes, character);
    return escapeFor(length, bytes);
}

} // namespace

std::size_t closingQuote(std::string_view text, std::size_t from)
{
    while (from < text.size()) {
        const std::size_t found = text.find_first_of("\"\\", from);
        if (found == std::string_view::npos || text[found] == '"') {
            return found;
        }
        from = found + 2;
    }
    return std::string_view::npos;
}

std::optional<Escape> readEscape(std::string_view text, Escapes escapes)
{
    constexpr std::string_view Letters = "\"\\/bfnrt";
    constexpr std::string_view Meanings = "\"\\/\b\f\n\r\t";
    if (text.size() < 2 || text.front() != '\\') {
        return {};
    }
    const char letter = text[1];
    if (letter == 'u') {
        return readUnicode(text, escapes);
    }
    if (letter == '\'' && escapes == Escapes::Filter) {
        return escapeFor(2, "'");
    }
    if (letter == 'x' && escapes == Escapes::Filter) {
        const std::optional<unsigned> byte = hexAt(text, 2, 2);
        const char value = static_cast<char>(byte.value_or(0));
        return byte ? std::optional(escapeFor(4, {&value, 1})) : std::nullopt;
    }
    const std::size_t found = Letters.find(letter);
    return found == std::string_view::npos ? std::nullopt
                                           : std::optional(escapeFor(2, Meanings.substr(found, 1)));
}

std::optional<std::string> unescaped(std::string_view inside, Escapes escapes)
{
    std::string out;
    out.reserve(inside.size());
    return appendUnescaped(out, inside, escapes) ? std::optional(std::move(out)) : std::nullopt;
}

std::size_t unescapedLength(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const char byte = text[at];
        if (byte == '"' || byte == '\\' || static_cast<unsigned char>(byte) < 0x20) {
            break;
        }
        const std::size_t length = utf8Length(text.substr(at));
        if (length == 0) {
            break;
        }
        at += length;
    }
    return at;
}

std::string escapedFirst(std::string_view text)
{
    const char byte = text.front();
    if (byte == '"' || byte == '\\') {
        return {'\\', byte};
    }
    if (static_cast<unsigned char>(byte) >= 0x80) {
        return "\xEF\xBF\xBD";
    }
    std::string escape;
    appendUnicodeEscape(escape, static_cast<unsigned char>(byte));
    return escape;
}

} // namespace Text
