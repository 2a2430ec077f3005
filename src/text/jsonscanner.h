// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Text {

/** Where a text stops being JSON, and why. */
struct JsonFault
{
    qsizetype offset = 0; ///< in bytes, from 0; the length where something is missing at the end
    int line = 1; ///< from 1
    int column = 1; ///< from 1, in characters (code points)
    QString message; ///< a sentence without the text itself

    friend bool operator==(const JsonFault &, const JsonFault &) = default;
};

/**
 * Nothing when `utf8` is exactly one JSON value (RFC 8259) with white space around it at most; else
 * the first fault. Looks at the text only: numbers of any size, duplicate keys and any depth are
 * fine, and nothing recurses.
 */
std::optional<JsonFault> findJsonFault(QByteArrayView utf8);

inline bool isJson(QByteArrayView utf8)
{
    return !findJsonFault(utf8).has_value();
}

} // namespace Text
