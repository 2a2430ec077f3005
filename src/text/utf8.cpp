// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/utf8.h"

#include <simdjson.h>

namespace Text {

namespace {

constexpr std::size_t LongestCharacter = 4;

unsigned byteAt(std::string_view text, std::size_t index)
{
    return static_cast<unsigned char>(text[index]);
}

/** The second byte of a longer character may be narrower than 80..BF (Unicode, table 3-7). */
bool isSecondByte(unsigned first, unsigned second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

} // namespace

bool isUtf8(std::string_view text)
{
    return text.empty() || simdjson::validate_utf8(text.data(), text.size());
}

std::size_t utf8Length(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    const unsigned first = byteAt(text, 0);
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.size() < length || !isSecondByte(first, byteAt(text, 1))) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if (!isContinuation(text[i])) {
            return 0;
        }
    }
    return length;
}

char32_t utf8Character(std::string_view character)
{
    constexpr unsigned FirstMask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t code = byteAt(character, 0) & FirstMask[character.size()];
    for (std::size_t i = 1; i < character.size(); ++i) {
        code = (code << 6) | (byteAt(character, i) & 0x3F);
    }
    return code;
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

std::string_view utf8Prefix(std::string_view text, std::size_t mostBytes)
{
    if (text.size() <= mostBytes) {
        return text;
    }
    for (std::size_t end = mostBytes; end > 0 && end + LongestCharacter > mostBytes; --end) {
        if (!isContinuation(text[end])) {
            return text.substr(0, end);
        }
    }
    return text.substr(0, mostBytes);
}

} // namespace Text
