// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/filterquoting.h"

#include "text/hiddencharacter.h"
#include "text/jsonstring.h"
#include "text/utf8.h"

#include <algorithm>

namespace {

constexpr std::string_view BareLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/** Spaces that look like an ordinary one. */
bool isOtherSpace(char32_t character)
{
    return character == 0xA0 || character == 0x202F;
}

void appendEscaped(std::string &out, char32_t character)
{
    if (character < 0x10000) {
        Text::appendUnicodeEscape(out, static_cast<char16_t>(character));
        return;
    }
    const char32_t above = character - 0x10000;
    Text::appendUnicodeEscape(out, static_cast<char16_t>(0xD800 + (above >> 10)));
    Text::appendUnicodeEscape(out, static_cast<char16_t>(0xDC00 + (above & 0x3FF)));
}

void appendByteEscape(std::string &out, char byte)
{
    constexpr char Digits[] = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    out += "\\x";
    out += Digits[value >> 4];
    out += Digits[value & 0xF];
}

} // namespace

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
        const std::size_t length = Text::utf8Length(bytes);
        const std::string_view character = bytes.substr(0, std::max<std::size_t>(length, 1));
        bytes.remove_prefix(character.size());
        if (length == 0) {
            appendByteEscape(out, character.front());
            continue;
        }
        const char32_t code = Text::utf8Character(character);
        if (code == '"' || code == '\\') {
            out += '\\';
            out += character;
        } else if (Text::isHiddenCharacter(code) || isOtherSpace(code)) {
            appendEscaped(out, code);
        } else {
            out += character;
        }
    }
    return out + '"';
}
