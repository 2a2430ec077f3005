// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

namespace Text {

/**
 * The way back from visible(): the bytes that stand at `from` to `to` (not included) of the
 * visible text of `utf8`, in UTF-16 code units. A character of which only a part is meant counts as
 * a whole. Line feeds are shown as such, one unit each.
 */
QByteArrayView bytesShownAt(QByteArrayView utf8, qsizetype from, qsizetype to);

} // namespace Text
