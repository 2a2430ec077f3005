// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Text {

/** `text`, or its first `limit` characters and a note of its whole size. Never half of a surrogate
 * pair. */
QString shortened(const QString &text, qsizetype limit);

} // namespace Text
