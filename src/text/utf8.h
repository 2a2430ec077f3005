// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

namespace Text {

/** How many bytes the first character of `text` has, 1 to 4; 0 when it is not valid UTF-8
 * (overlong, a surrogate, above U+10FFFF, cut off) or there is none. */
qsizetype utf8Length(QByteArrayView text);

/** The first character of `text`, whose utf8Length() is `length` (not 0). */
char32_t utf8Character(QByteArrayView text, qsizetype length);

bool isUtf8(QByteArrayView text);

} // namespace Text
