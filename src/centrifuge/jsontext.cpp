// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/jsontext.h"

namespace Centrifuge {

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

} // namespace Centrifuge
