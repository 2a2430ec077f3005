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

/** The same in parts, for what would take too long at once. */
class JsonFormatter
{
public:
    /** What `json` shows outlives this. */
    explicit JsonFormatter(QByteArrayView json, const JsonFormatLimits &limits = {});

    /** The next part, from about so many bytes; empty at the end. */
    QByteArray next(qsizetype bytes);

private:
    void step();
    void open(char bracket);
    void copyString();
    void copy(qsizetype count);
    void breakLine();
    qsizetype firstBehind(qsizetype position) const;

    QByteArrayView m_json;
    JsonFormatLimits m_limits;
    QByteArray m_result;
    qsizetype m_position = 0;
    qsizetype m_depth = 0;
};
