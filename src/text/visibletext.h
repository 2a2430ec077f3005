// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace Text {

/**
 * Text from outside made harmless for a terminal or a label: what isHiddenCharacter() names (C0,
 * DEL, C1, bidirectional and zero-width characters) becomes \uXXXX, invalid UTF-8 becomes \xNN.
 * Nothing else changes.
 */
QString visible(QStringView text);
/** The same for bytes; at most `maxBytes` of them are read (-1 = all). */
QString visible(QByteArrayView utf8, qsizetype maxBytes = -1);

} // namespace Text
