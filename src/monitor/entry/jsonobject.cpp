// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/jsonobject.h"

#include "monitor/entry/eventjson.h"
#include "text/hiddencharacter.h"
#include "text/jsonstring.h"
#include "text/utf8.h"
#include "text/views.h"

#include <QChar>

#include <algorithm>

namespace {

/** Behind this, `json` (valid, on one line) shows on a terminal as what it is. Such characters
 * stand in strings only, except for a tab between values. */
QByteArray withoutHiddenCharacters(std::string_view json)
{
    QByteArray out;
    out.reserve(qsizetype(json.size()));
    while (!json.empty()) {
        const std::string_view bytes = json.substr(0, Text::utf8Length(json));
        const char32_t character = Text::utf8Character(bytes);
        if (character == U'\t') {
            out += ' ';
        } else if (!Text::isHiddenCharacter(character)) {
            out += bytes;
        } else if (QChar::requiresSurrogates(character)) {
            Text::appendUnicodeEscape(out, QChar::highSurrogate(character));
            Text::appendUnicodeEscape(out, QChar::lowSurrogate(character));
        } else {
            Text::appendUnicodeEscape(out, char16_t(character));
        }
        json.remove_prefix(bytes.size());
    }
    return out;
}

} // namespace

void JsonObject::addKey(const char *key)
{
    if (m_text.size() > 1) {
        m_text += ',';
    }
    m_text += '"';
    m_text += key;
    m_text += "\":";
}

void JsonObject::add(const char *key, QByteArrayView text)
{
    addKey(key);
    Text::appendJsonString(m_text, Text::view(text));
}

void JsonObject::addOrNull(const char *key, QByteArrayView text)
{
    if (text.isEmpty()) {
        addJson(key, "null");
    } else {
        add(key, text);
    }
}

void JsonObject::addNumber(const char *key, std::uint64_t number)
{
    addJson(key, QByteArray::number(qulonglong(number)));
}

void JsonObject::addOrNull(const char *key, std::uint64_t number)
{
    if (number == 0) {
        addJson(key, "null");
    } else {
        addNumber(key, number);
    }
}

void JsonObject::addJson(const char *key, QByteArrayView value)
{
    addKey(key);
    const qsizetype from = m_text.size();
    m_text += value;
    std::replace_if(
        m_text.begin() + from, m_text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
}

QByteArray JsonObject::text(JsonAudience reader)
{
    m_text += '}';
    return reader == JsonAudience::Terminal ? withoutHiddenCharacters(Text::view(m_text)) : m_text;
}
