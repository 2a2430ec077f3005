// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonstring.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace {

constexpr std::string_view BareLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

std::optional<char32_t> hexAt(std::string_view text, std::size_t at, std::size_t digits)
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

/** The character of \uXXXX at `at`, which moves behind it and behind its second half. */
std::optional<char32_t> unicodeEscape(std::string_view text, std::size_t &at)
{
    const std::optional<char32_t> first = hexAt(text, at, 4);
    if (!first) {
        return {};
    }
    at += 4;
    if (*first < 0xD800 || *first > 0xDBFF || text.substr(at, 2) != "\\u") {
        return first;
    }
    const std::optional<char32_t> second = hexAt(text, at + 2, 4);
    if (!second || *second < 0xDC00 || *second > 0xDFFF) {
        return first;
    }
    at += 6;
    return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
}

char simpleEscape(char letter)
{
    constexpr std::string_view Letters = "\"\\/bfnrt";
    constexpr std::string_view Meanings = "\"\\/\b\f\n\r\t";
    const std::size_t found = Letters.find(letter);
    return found == std::string_view::npos ? '\0' : Meanings[found];
}

/** Appends what the escape at `at` (behind the backslash) means; `at` moves behind it. */
bool appendEscape(std::string &out, std::string_view text, std::size_t &at, Escapes escapes)
{
    const char letter = at < text.size() ? text[at++] : '\0';
    if (letter == 'u') {
        const std::optional<char32_t> character = unicodeEscape(text, at);
        if (character) {
            appendUtf8(out, *character);
        }
        return character.has_value();
    }
    if (letter == 'x' && escapes == Escapes::Filter) {
        const std::optional<char32_t> byte = hexAt(text, at, 2);
        if (byte) {
            out += static_cast<char>(*byte);
            at += 2;
        }
        return byte.has_value();
    }
    const char meaning = simpleEscape(letter);
    if (meaning != '\0') {
        out += meaning;
    }
    return meaning != '\0';
}

void appendHex(std::string &text, unsigned value, std::size_t digits)
{
    std::array<char, 8> buffer = {};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, 16);
    const auto length = static_cast<std::size_t>(result.ptr - buffer.data());
    text.append(digits - std::min(digits, length), '0');
    text.append(buffer.data(), length);
}

/** Controls, and what a reader would not see or would see elsewhere. */
bool isUnseen(char32_t character)
{
    return character < 0x20 || (character >= 0x7F && character <= 0xA0) || character == 0xAD
        || character == 0x61C || character == 0x180E || (character >= 0x200B && character <= 0x200F)
        || (character >= 0x2028 && character <= 0x202F)
        || (character >= 0x2060 && character <= 0x206F) || character == 0xFEFF;
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

std::optional<std::string> withoutEscapes(std::string_view inside, Escapes escapes)
{
    std::string out;
    out.reserve(inside.size());
    std::size_t at = 0;
    while (at < inside.size()) {
        const std::size_t backslash = std::min(inside.find('\\', at), inside.size());
        out += inside.substr(at, backslash - at);
        at = backslash + 1;
        if (backslash < inside.size() && !appendEscape(out, inside, at, escapes)) {
            return {};
        }
    }
    return out;
}

bool isBareWord(std::string_view text, std::string_view alsoInside)
{
    return !text.empty() && BareLetters.find(text.front()) != std::string_view::npos
        && std::ranges::all_of(text, [alsoInside](char byte) {
               return BareLetters.find(byte) != std::string_view::npos
                   || alsoInside.find(byte) != std::string_view::npos;
           });
}

std::string quotedForFilter(std::string_view bytes)
{
    std::string out = "\"";
    while (!bytes.empty()) {
        const std::size_t length = utf8CharacterLength(bytes);
        const std::string_view character = bytes.substr(0, std::max<std::size_t>(length, 1));
        bytes.remove_prefix(character.size());
        if (length == 0) {
            out += "\\x";
            appendHex(out, static_cast<unsigned char>(character.front()), 2);
        } else if (character == "\"" || character == "\\") {
            out += '\\';
            out += character;
        } else if (isUnseen(characterOf(character))) {
            out += "\\u";
            appendHex(out, characterOf(character), 4);
        } else {
            out += character;
        }
    }
    return out + '"';
}

char32_t characterOf(std::string_view bytes)
{
    const auto first = static_cast<unsigned char>(bytes.front());
    constexpr std::array<unsigned, 5> Bits = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t character = first & Bits.at(bytes.size());
    for (const char byte : bytes.substr(1)) {
        character = (character << 6) | (static_cast<unsigned char>(byte) & 0x3Fu);
    }
    return character;
}

std::size_t utf8CharacterLength(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    const auto byte = [&text](std::size_t at) -> unsigned {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    };
    const unsigned first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 0 || first > 0xF4) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) {
            return 0;
        }
    }
    // Longer than needed, a surrogate, or beyond the last character.
    const unsigned second = byte(1);
    const bool isWrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)
        || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return isWrong ? 0 : length;
}

void appendUtf8(std::string &text, char32_t character)
{
    const auto tail = [character](unsigned shift) {
        return static_cast<char>(0x80 | ((character >> shift) & 0x3F));
    };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += {static_cast<char>(0xC0 | (character >> 6)), tail(0)};
    } else if (character < 0x10000) {
        text += {static_cast<char>(0xE0 | (character >> 12)), tail(6), tail(0)};
    } else {
        text += {static_cast<char>(0xF0 | (character >> 18)), tail(12), tail(6), tail(0)};
    }
}
