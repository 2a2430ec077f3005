// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/utf8.h"

#include <simdjson.h>

#include <cstddef>

namespace Text {

namespace {

unsigned byteAt(QByteArrayView text, qsizetype index)
{
    return static_cast<unsigned char>(text.at(index));
}

bool continues(QByteArrayView text, qsizetype from, qsizetype to)
{
    for (qsizetype i = from; i < to; ++i) {
        if (i >= text.size() || (byteAt(text, i) & 0xC0) != 0x80) {
            return false;
        }
    }
    return true;
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

qsizetype utf8Length(QByteArrayView text)
{
    if (text.isEmpty()) {
        return 0;
    }
    const unsigned first = byteAt(text, 0);
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    const qsizetype length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.size() < length || !isSecondByte(first, byteAt(text, 1))) {
        return 0;
    }
    return continues(text, 2, length) ? length : 0;
}

char32_t utf8Character(QByteArrayView text, qsizetype length)
{
    constexpr unsigned FirstMask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t character = byteAt(text, 0) & FirstMask[length];
    for (qsizetype i = 1; i < length; ++i) {
        character = (character << 6) | (byteAt(text, i) & 0x3F);
    }
    return character;
}

bool isUtf8(QByteArrayView text)
{
    return text.isEmpty() || simdjson::validate_utf8(text.data(), std::size_t(text.size()));
}

} // namespace Text
