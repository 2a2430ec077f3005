// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/jsontext.h"

#include "text/jsonstring.h"
#include "text/views.h"

namespace Text {

QByteArray toJsonString(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray literal;
    literal.reserve(utf8.size() + 2);
    appendJsonString(literal, view(utf8));
    return literal;
}

std::optional<QByteArray> fromJsonString(QByteArrayView literal)
{
    const std::string_view quoted = view(literal);
    if (quoted.size() < 2 || quoted.front() != '"'
        || closingQuote(quoted, 1) != quoted.size() - 1) {
        return {};
    }
    const std::string_view inside = quoted.substr(1, quoted.size() - 2);
    const bool hasControl = std::ranges::any_of(
        inside, [](char byte) { return static_cast<unsigned char>(byte) < 0x20; });
    QByteArray utf8;
    utf8.reserve(literal.size() - 2);
    if (hasControl || !appendUnescaped(utf8, inside, Escapes::JsonCharacters)) {
        return {};
    }
    return utf8;
}

} // namespace Text
