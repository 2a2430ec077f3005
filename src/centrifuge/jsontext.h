// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Centrifuge {

/** Where and why bytes are not JSON. */
struct JsonProblem
{
    qsizetype offset = 0; ///< in bytes; the size of the text where something is missing at its end
    QString message; ///< a sentence for a person
};

/**
 * Looks whether `text` is exactly one JSON value (RFC 8259, UTF-8, any kind of value, white space
 * around it). Numbers of any size and any depth are fine: nothing is converted, nothing recurses.
 */
std::optional<JsonProblem> findJsonProblem(QByteArrayView text);

/** Whether `text` is exactly one JSON value. */
inline bool isJson(QByteArrayView text)
{
    return !findJsonProblem(text);
}

/** `text` as a JSON string with its quotes. */
QByteArray toJsonString(const QString &text);

} // namespace Centrifuge
