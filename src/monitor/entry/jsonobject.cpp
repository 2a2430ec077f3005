// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/jsonobject.h"

#include "monitor/entry/eventjson.h"
#include "text/hiddencharacter.h"
#include "text/utf8.h"

#include <QChar>

#include <algorithm>

namespace {

void appendEscape(QByteArray &out, char16_t unit)
{
    out += "\\u";
    out += QByteArray::number(unit, 16).rightJustified(4, '0');
}

void appendCharacter(QByteArray &out, QByteArrayView character)
{
    const char first = character.front();
    if (first == '"' || first == '\\') {
        out += '\\';
        out += first;
    } else if (static_cast<unsigned char>(first) < 0x20) {
        appendEscape(out, static_cast<unsigned char>(first));
    } else {
        out += character;
    }
}

/** Behind this, `json` (valid, on one line) shows on a terminal as what it is. Such characters
 * stand in strings only, except for a tab between values. */
QByteArray withoutHiddenCharacters(QByteArrayView json)
{
    QByteArray out;
    out.reserve(json.size());
    while (!json.isEmpty()) {
        const qsizetype length = Text::utf8Length(json);
        const char32_t character = Text::utf8Character(json, length);
        if (character == U'\t') {
            out += ' ';
        } else if (!Text::isHiddenCharacter(character)) {
            out += json.first(length);
        } else if (QChar::requiresSurrogates(character)) {
            appendEscape(out, QChar::highSurrogate(character));
            appendEscape(out, QChar::lowSurrogate(character));
        } else {
            appendEscape(out, char16_t(character));
        }
        json = json.sliced(length);
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
    m_text += '"';
    while (!text.isEmpty()) {
        const qsizetype length = Text::utf8Length(text);
        if (length > 0) {
            appendCharacter(m_text, text.first(length));
        } else {
            m_text += "\xEF\xBF\xBD";
        }
        text = text.sliced(std::max<qsizetype>(length, 1));
    }
    m_text += '"';
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

QByteArray JsonObject::text(JsonReader reader)
{
    m_text += '}';
    return reader == JsonReader::Terminal ? withoutHiddenCharacters(m_text) : m_text;
}
