// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/theme.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>

/** The object or array that a JSON string stands for; empty if it stands for none. */
QByteArray containerInString(std::string_view quoted);

/**
 * One row of a JSON tree as text: its name, its value and their colours. Long keys and values are
 * cut, hidden characters are made visible. The views are those of the document's bytes.
 */
struct JsonRow
{
    enum class Kind {
        Text, ///< not JSON
        Object,
        Array,
        String,
        Scalar, ///< a number, true, false or null
        More ///< stands for the children that are not loaded yet
    };

    Kind kind = Kind::Text;
    std::string_view key; ///< with its quotes; empty where there is none
    std::string_view value; ///< as written
    std::optional<int> element; ///< the index in an array
    std::optional<std::size_t> childCount; ///< once all children are loaded

    /** The key without quotes and escapes, uncut. */
    std::string keyText() const;
    /** A string without quotes and escapes, any other value as written; uncut, to be copied. */
    QString copiedText() const;

    /** For the column of names: the key, "[0]", or nothing. */
    QString nameCell() const;
    /** For the column of values: containers begin with the number of their children. */
    QString valueCell() const;
    /** The same colours as in the text of a payload; nothing for what is not JSON. */
    std::optional<Tone> nameTone() const;
    std::optional<Tone> valueTone() const;
};
