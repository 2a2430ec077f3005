// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/visibletext.h"

#include "text/hiddencharacter.h"
#include "text/utf8.h"
#include "text/views.h"

#include <algorithm>

namespace Text {

namespace {

bool isSurrogate(char32_t code)
{
    return code >= 0xD800 && code <= 0xDFFF;
}

void appendHex(QString &text, char32_t number, int digits)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
        text += QLatin1Char("0123456789abcdef"[(number >> shift) & 0xF]);
    }
}

void appendCode(QString &text, char32_t code)
{
    const bool hidden = isSurrogate(code) || isHiddenCharacter(code);
    const auto units = QChar::fromUcs4(code);
    for (const QChar unit : QStringView(units)) {
        if (hidden) {
            text += QStringLiteral("\\u");
            appendHex(text, unit.unicode(), 4);
        } else {
            text += unit;
        }
    }
}

} // namespace

QString visible(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            appendCode(result, QChar::surrogateToUcs4(unit, text[++i]));
        } else {
            appendCode(result, unit.unicode());
        }
    }
    return result;
}

QString visible(QByteArrayView utf8, qsizetype maxBytes)
{
    const qsizetype end = maxBytes < 0 ? utf8.size() : std::min(maxBytes, utf8.size());
    QString result;
    result.reserve(end);
    for (qsizetype position = 0; position < end;) {
        const QByteArrayView rest = utf8.sliced(position);
        const auto length = qsizetype(utf8Length(view(rest)));
        if (length > end - position) {
            break; // the limit falls into a character
        }
        if (length > 0) {
            appendCode(result, utf8Character(view(rest.first(length))));
        } else {
            result += QStringLiteral("\\x");
            appendHex(result, static_cast<unsigned char>(rest.front()), 2);
        }
        position += std::max<qsizetype>(length, 1);
    }
    return result;
}

} // namespace Text
