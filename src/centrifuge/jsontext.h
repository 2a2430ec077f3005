// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace Centrifuge {

/** `text` as a JSON string with its quotes. */
QByteArray toJsonString(const QString &text);

/**
 * The UTF-8 bytes that a JSON string with its quotes stands for, as `data` is one where delta was
 * granted on the JSON wire. Fails when `literal` is none, and on half a surrogate pair, which has
 * no UTF-8. Bytes beyond ASCII are taken over unchecked.
 */
Result<QByteArray> fromJsonString(QByteArrayView literal);

} // namespace Centrifuge
