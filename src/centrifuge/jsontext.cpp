// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/jsontext.h"

#include <QCoreApplication>

#include <optional>

namespace Centrifuge {

namespace {

std::optional<char> simpleEscape(char letter)
{
    switch (letter) {
    case '"':
    case '\\':
    case '/':
        return letter;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return std::nullopt;
    }
}

/** The UTF-16 unit of the `\uXXXX` at the start of `text`. */
std::optional<char16_t> unicodeEscape(QByteArrayView text)
{
    if (text.size() < 6 || !text.startsWith("\\u")) {
        return std::nullopt;
    }
    unsigned unit = 0;
    for (const char digit : text.sliced(2, 4)) {
        const char lower = char(digit | 0x20);
        if (digit >= '0' && digit <= '9') {
            unit = unit * 16 + unsigned(digit - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            unit = unit * 16 + unsigned(lower - 'a' + 10);
        } else {
            return std::nullopt;
        }
    }
    return char16_t(unit);
}

/** Appends what the escape at the start of `text` stands for. Its length, or 0 when it is none. */
qsizetype appendEscape(QByteArrayView text, QByteArray &utf8)
{
    if (text.size() < 2) {
        return 0;
    }
    if (const auto simple = simpleEscape(text[1])) {
        utf8.append(*simple);
        return 2;
    }
    const auto unit = unicodeEscape(text);
    if (!unit || QChar::isLowSurrogate(*unit)) {
        return 0;
    }
    if (!QChar::isHighSurrogate(*unit)) {
        utf8.append(QStringView(&*unit, 1).toUtf8());
        return 6;
    }
    const auto low = unicodeEscape(text.sliced(6));
    if (!low || !QChar::isLowSurrogate(*low)) {
        return 0;
    }
    const char16_t pair[] = {*unit, *low};
    utf8.append(QStringView(pair, 2).toUtf8());
    return 12;
}

} // namespace

QByteArray toJsonString(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray literal;
    literal.reserve(utf8.size() + 2);
    literal.append('"');
    for (const char character : utf8) {
        if (character == '"' || character == '\\') {
            literal.append('\\').append(character);
        } else if (static_cast<unsigned char>(character) < 0x20) {
            literal.append("\\u00").append(QByteArray(1, character).toHex());
        } else {
            literal.append(character);
        }
    }
    return literal.append('"');
}

Result<QByteArray> fromJsonString(QByteArrayView literal)
{
    const Error failure{ErrorLayer::Protocol, 0,
                        QCoreApplication::translate("JsonText", "This is no JSON string."), false};
    if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') {
        return failure;
    }
    QByteArrayView rest = literal.sliced(1, literal.size() - 2);
    QByteArray utf8;
    utf8.reserve(rest.size());
    while (!rest.isEmpty()) {
        qsizetype length = 0;
        while (length < rest.size() && rest[length] != '\\') {
            const auto byte = static_cast<unsigned char>(rest[length]);
            if (byte < 0x20 || byte == '"') {
                return failure;
            }
            ++length;
        }
        utf8.append(rest.first(length));
        rest = rest.sliced(length);
        const qsizetype escape = rest.isEmpty() ? 0 : appendEscape(rest, utf8);
        if (!rest.isEmpty() && escape == 0) {
            return failure;
        }
        rest = rest.sliced(escape);
    }
    return utf8;
}

} // namespace Centrifuge
