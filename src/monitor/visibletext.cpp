// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/visibletext.h"

#include "monitor/utf8.h"

#include <algorithm>
#include <array>

namespace {

struct CodeRange
{
    char32_t first;
    char32_t last;
};

/** What moves the cursor, reorders its neighbours or cannot be seen. */
constexpr auto HiddenRanges = std::to_array<CodeRange>({
    {0x0000, 0x001F}, // C0
    {0x007F, 0x009F}, // DEL and C1
    {0x061C, 0x061C}, // Arabic letter mark
    {0x200B, 0x200F}, // zero width and direction marks
    {0x2028, 0x202E}, // line and paragraph separator, embeddings and overrides
    {0x2060, 0x2064}, // word joiner and invisible operators
    {0x2066, 0x2069}, // isolates
    {0xD800, 0xDFFF}, // half of a surrogate pair
    {0xFEFF, 0xFEFF}, // byte order mark
});

bool isHidden(char32_t code)
{
    return std::ranges::any_of(HiddenRanges, [code](const CodeRange &range) {
        return code >= range.first && code <= range.last;
    });
}

void appendHex(QString &text, char32_t number, int digits)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
        text += QLatin1Char("0123456789abcdef"[(number >> shift) & 0xF]);
    }
}

void appendCode(QString &text, char32_t code)
{
    if (isHidden(code)) {
        text += QStringLiteral("\\u");
        appendHex(text, code, 4);
    } else {
        text += QStringView(QChar::fromUcs4(code));
    }
}

} // namespace

QString visibleText(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        const bool pair =
            unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            result += unit;
            result += text[++i];
        } else {
            appendCode(result, unit.unicode());
        }
    }
    return result;
}

QString visibleText(QByteArrayView utf8, qsizetype maxBytes)
{
    const qsizetype end = maxBytes < 0 ? utf8.size() : std::min(maxBytes, utf8.size());
    QString result;
    result.reserve(end);
    for (qsizetype position = 0; position < end;) {
        const QByteArrayView rest = utf8.sliced(position);
        const qsizetype length = utf8Length(rest);
        if (length > end - position) {
            break; // the limit falls into a character
        }
        if (length > 0) {
            appendCode(result, utf8Character(rest, length));
        } else {
            result += QStringLiteral("\\x");
            appendHex(result, static_cast<unsigned char>(rest.front()), 2);
        }
        position += std::max<qsizetype>(length, 1);
    }
    return result;
}
