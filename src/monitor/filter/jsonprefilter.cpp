// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/jsonprefilter.h"

#include "monitor/json/jsonnumber.h"
#include "text/jsonspace.h"

#include <algorithm>
#include <string>
#include <utility>

namespace {

bool needsEscape(char byte)
{
    return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
}

bool isOfNumber(char byte)
{
    return (byte >= '0' && byte <= '9') || byte == '-' || byte == '+' || byte == '.' || byte == 'e'
        || byte == 'E';
}

/** The first position at or behind `at` whose byte is none of these. */
template <typename IsOne> std::size_t skip(std::string_view text, std::size_t at, IsOne isOne)
{
    while (at < text.size() && isOne(text[at])) {
        ++at;
    }
    return at;
}

/** Whether the string that `rest` begins with passes. */
bool hasNumberInString(std::string_view rest, const JsonComparison &number)
{
    const std::size_t stop = rest.find_first_of("\"\\", 1);
    return stop != std::string_view::npos
        && (rest[stop] == '\\'
            || number.holds({JsonValue::Type::String, rest.substr(1, stop - 1)}));
}

/** Whether `rest`, which follows a key, begins with a colon and a number that passes. */
bool hasNumber(std::string_view rest, const JsonComparison &number)
{
    const std::size_t colon = skip(rest, 0, Text::isJsonSpace);
    if (colon == rest.size() || rest[colon] != ':') {
        return false;
    }
    const std::size_t begin = skip(rest, colon + 1, Text::isJsonSpace);
    if (rest.substr(begin).starts_with('"')) {
        return isOrder(number.comparison) && hasNumberInString(rest.substr(begin), number);
    }
    const std::string_view token = rest.substr(begin, skip(rest, begin, isOfNumber) - begin);
    return isJsonNumber(token) && number.holds({JsonValue::Type::Number, token});
}

} // namespace

JsonPrefilter::JsonPrefilter(std::string_view text)
    : m_form(std::ranges::any_of(text, needsEscape) ? Form::NeedsEscapes : Form::Plain)
    , m_hasSlash(text.find('/') != std::string_view::npos)
{
    if (m_form == Form::Plain) {
        std::string quoted = "\"";
        quoted += text;
        quoted += '"';
        m_search.emplace(quoted, TextSearch::Case::Exact);
    }
}

JsonPrefilter::JsonPrefilter(std::string_view key, JsonComparison number)
    : JsonPrefilter(key)
{
    m_number = std::move(number);
}

bool JsonPrefilter::mayBeIn(std::string_view json) const
{
    return m_form == Form::Anything || standsIn(json) || mayHideIn(json);
}

bool JsonPrefilter::standsIn(std::string_view json) const
{
    if (!m_search) {
        return false;
    }
    std::size_t at = m_search->find(json);
    while (at != std::string_view::npos && m_number) {
        if (hasNumber(json.substr(at + m_search->size()), *m_number)) {
            return true;
        }
        at = m_search->find(json, at + 1);
    }
    return at != std::string_view::npos;
}

bool JsonPrefilter::mayHideIn(std::string_view json) const
{
    std::size_t at = json.find('\\');
    if (m_form == Form::NeedsEscapes) {
        return at != std::string_view::npos;
    }
    // A string that needs no escapes can still be written with \u, and a slash as \/.
    while (at != std::string_view::npos && at + 1 < json.size()) {
        if (json[at + 1] == 'u' || (json[at + 1] == '/' && m_hasSlash)) {
            return true;
        }
        at = json.find('\\', at + 2);
    }
    return false;
}
