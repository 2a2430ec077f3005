// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Text {

/** `text` as a JSON string with its quotes. */
QByteArray toJsonString(const QString &text);

/**
 * The UTF-8 bytes that a JSON string with its quotes stands for. Nothing when `literal` is none,
 * and for half a surrogate pair, which has no UTF-8. Bytes beyond ASCII are taken over unchecked.
 */
std::optional<QByteArray> fromJsonString(QByteArrayView literal);

} // namespace Text
