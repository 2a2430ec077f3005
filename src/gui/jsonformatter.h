// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>

/** How far formatting goes. */
struct JsonFormatLimits
{
    int indent = 2; ///< spaces for each level
    int deepest = 64; ///< levels with an indent of their own; deeper ones keep this one
};

/**
 * `json` with line breaks and indents between its tokens, and nothing else changed: numbers, names,
 * order and duplicates stay byte for byte. Works on the beginning of a text as well. Does not
 * recurse, so any depth is fine.
 */
QByteArray formatJson(QByteArrayView json, const JsonFormatLimits &limits = {});
