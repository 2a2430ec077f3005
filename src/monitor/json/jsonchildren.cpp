// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonchildren.h"

#include "text/jsonspace.h"

#include <algorithm>

void JsonChildren::advance(std::string_view json, const Budget &budget,
                           std::vector<JsonChild> &found)
{
    const std::size_t stopAt =
        m_at + std::min(budget.bytes, json.size() - std::min(m_at, json.size()));
    const std::size_t before = found.size();
    while (m_state != State::Done && m_at < stopAt && found.size() - before < budget.children) {
        step(json, found);
    }
    if (m_state != State::Done && m_at >= json.size()) {
        if (m_state == State::Value) { // cut off: the part that is there
            finishChild(json.size(), found);
        }
        stop(true);
    }
}

void JsonChildren::step(std::string_view json, std::vector<JsonChild> &found)
{
    const char byte = json[m_at];
    switch (m_state) {
    case State::Open:
        m_isObject = byte == '{';
        m_state = State::BeforeChild;
        ++m_at;
        break;
    case State::BeforeChild:
        beginChild(byte);
        break;
    case State::Key:
        stepKey(byte);
        break;
    case State::BeforeColon:
        if (!Text::isJsonSpace(byte) && byte != ':') {
            stop(true);
            break;
        }
        m_state = byte == ':' ? State::BeforeValue : State::BeforeColon;
        ++m_at;
        break;
    case State::BeforeValue:
        beginValue(byte);
        break;
    case State::Value:
        stepValue(byte, found);
        break;
    case State::Done:
        break;
    }
}

void JsonChildren::beginChild(char byte)
{
    if (Text::isJsonSpace(byte) || byte == ',') {
        ++m_at;
    } else if (byte == (m_isObject ? '}' : ']')) {
        stop(false);
    } else if (!m_isObject) {
        m_child.key = {m_at, m_at};
        beginValue(byte);
    } else if (byte == '"') {
        m_child.key.begin = m_at++;
        m_isEscaped = false;
        m_state = State::Key;
    } else {
        stop(true);
    }
}

void JsonChildren::stepKey(char byte)
{
    ++m_at;
    if (stepString(byte)) {
        m_child.key.end = m_at;
        m_state = State::BeforeColon;
    }
}

void JsonChildren::beginValue(char byte)
{
    if (Text::isJsonSpace(byte)) {
        ++m_at;
        return;
    }
    if (byte == ',' || byte == ':' || byte == '}' || byte == ']') {
        stop(true);
        return;
    }
    m_child.value.begin = m_at++;
    m_isInString = byte == '"';
    m_isEscaped = false;
    m_depth = byte == '{' || byte == '[' ? 1 : 0;
    m_state = State::Value;
}

/** Whether the string ends with this byte. */
bool JsonChildren::stepString(char byte)
{
    if (m_isEscaped) {
        m_isEscaped = false;
        return false;
    }
    m_isEscaped = byte == '\\';
    return byte == '"';
}

void JsonChildren::stepValue(char byte, std::vector<JsonChild> &found)
{
    if (m_isInString) {
        ++m_at;
        m_isInString = !stepString(byte);
        if (!m_isInString && m_depth == 0) {
            finishChild(m_at, found);
        }
    } else if (m_depth > 0) {
        stepNested(byte, found);
    } else if (Text::isJsonSpace(byte) || byte == ',' || byte == '}' || byte == ']') {
        finishChild(m_at, found);
    } else {
        ++m_at;
    }
}

void JsonChildren::stepNested(char byte, std::vector<JsonChild> &found)
{
    ++m_at;
    if (byte == '"') {
        m_isInString = true;
    } else if (byte == '{' || byte == '[') {
        ++m_depth;
    } else if ((byte == '}' || byte == ']') && --m_depth == 0) {
        finishChild(m_at, found);
    }
}

void JsonChildren::finishChild(std::size_t end, std::vector<JsonChild> &found)
{
    m_child.value.end = end;
    found.push_back(m_child);
    m_state = State::BeforeChild;
}

void JsonChildren::stop(bool isBroken)
{
    m_isBroken = isBroken;
    m_state = State::Done;
}

std::vector<JsonChild> jsonChildren(std::string_view json, std::size_t begin)
{
    std::vector<JsonChild> found;
    JsonChildren children(begin);
    while (!children.isDone()) {
        children.advance(json, {json.size() + 1, json.size() + 1}, found);
    }
    return found;
}

JsonSpan trimmedSpan(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(Text::JsonSpaces);
    if (first == std::string_view::npos) {
        return {};
    }
    return {first, text.find_last_not_of(Text::JsonSpaces) + 1};
}
