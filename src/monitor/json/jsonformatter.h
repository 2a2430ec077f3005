// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>

/** Limits of the indentation. */
struct JsonFormatLimits
{
    int indent = 2; ///< spaces for each level
    int deepest = 64; ///< levels that are indented; deeper ones are not indented further
};

/**
 * Adds line breaks and indentation between the tokens of `json` and changes nothing else. Also
 * formats the beginning of a text. Not recursive, so any depth is fine.
 */
QByteArray formatJson(QByteArrayView json, const JsonFormatLimits &limits = {});

/** Formats in parts, for texts that would take too long at once. */
class JsonFormatter
{
public:
    /** The bytes of `json` outlive this. */
    explicit JsonFormatter(QByteArrayView json, const JsonFormatLimits &limits = {});

    /** The next part, of about `bytes` of the input; empty at the end. */
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
