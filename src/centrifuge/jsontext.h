// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QString>

namespace Centrifuge {

/** `text` as a JSON string with its quotes. */
QByteArray toJsonString(const QString &text);

} // namespace Centrifuge
