// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonformatter.h"

#include "text/jsonspace.h"

#include <algorithm>

/** One pass over the tokens; the only state is the depth and the position. */
JsonFormatter::JsonFormatter(QByteArrayView json, const JsonFormatLimits &limits)
    : m_json(json)
    , m_limits(limits)
{
}

QByteArray JsonFormatter::next(qsizetype bytes)
{
    const qsizetype end = m_position + std::min(bytes, m_json.size() - m_position);
    m_result.clear();
    m_result.reserve((end - m_position) * 2);
    // A part of white space only is empty, which would mean the end.
    while (m_position < m_json.size() && (m_position < end || m_result.isEmpty())) {
        step();
    }
    return m_result;
}

void JsonFormatter::step()
{
    const char byte = m_json[m_position];
    if (Text::isJsonSpace(byte)) {
        ++m_position;
    } else if (byte == '"') {
        copyString();
    } else if (byte == '{' || byte == '[') {
        open(byte);
    } else if (byte == '}' || byte == ']') {
        m_depth = std::max<qsizetype>(0, m_depth - 1);
        breakLine();
        copy(1);
    } else {
        copy(1);
        if (byte == ',') {
            breakLine();
        } else if (byte == ':') {
            m_result += ' ';
        }
    }
}

void JsonFormatter::open(char bracket)
{
    const qsizetype next = firstBehind(m_position + 1);
    const bool isEmpty = next < m_json.size() && m_json[next] == (bracket == '{' ? '}' : ']');
    copy(1);
    if (isEmpty) {
        m_position = next;
        copy(1);
        return;
    }
    ++m_depth;
    breakLine();
}

void JsonFormatter::copyString()
{
    qsizetype end = m_position + 1;
    while (end < m_json.size() && m_json[end] != '"') {
        end += m_json[end] == '\\' ? 2 : 1;
    }
    copy(std::min(end + 1, m_json.size()) - m_position);
}

void JsonFormatter::copy(qsizetype count)
{
    m_result.append(m_json.sliced(m_position, count));
    m_position += count;
}

void JsonFormatter::breakLine()
{
    m_result += '\n';
    m_result.append(std::min<qsizetype>(m_depth, m_limits.deepest) * m_limits.indent, ' ');
}

qsizetype JsonFormatter::firstBehind(qsizetype position) const
{
    while (position < m_json.size() && Text::isJsonSpace(m_json[position])) {
        ++position;
    }
    return position;
}

QByteArray formatJson(QByteArrayView json, const JsonFormatLimits &limits)
{
    return JsonFormatter(json, limits).next(json.size());
}
