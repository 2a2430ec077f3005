// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/casefolding.h"
#include "monitor/filter/filterfields.h"
#include "monitor/filter/filterreader.h"
#include "monitor/filter/foreignnotation.h"
#include "monitor/json/filterquoting.h"
#include "monitor/json/jsonnumber.h"

#include <algorithm>

namespace {

constexpr std::string_view WordEnds = " \t\r\n\v\f()!&|:=<>~";

/** How a field is written that may be a key of the payload; empty if it can be none. */
std::string payloadHint(std::string_view word)
{
    const bool isKey = isBareWord(word, "-._") && !word.ends_with('.')
        && word.find("..") == std::string_view::npos;
    return isKey ? "; a value of the payload is written data." + std::string(word) : std::string();
}

/** The operator for the sides the other way round; empty for one without order or equality. */
std::string_view turnedOperator(FilterOperator comparison)
{
    switch (comparison) {
    case FilterOperator::Less:
        return ">";
    case FilterOperator::LessOrEqual:
        return ">=";
    case FilterOperator::Greater:
        return "<";
    case FilterOperator::GreaterOrEqual:
        return "<=";
    case FilterOperator::Equal:
    case FilterOperator::NotEqual:
        return operatorText(comparison);
    default:
        return {};
    }
}

/** `5 < data.a < 9`; the reader is behind the value. Empty where no field follows. */
std::string turnedAdvice(FilterReader reader, std::string_view value)
{
    reader.skipSpaces();
    const std::optional<FilterOperator> comparison = reader.takeOperator();
    reader.skipSpaces();
    const std::size_t begin = reader.position();
    const std::optional<FilterField> field = filterField(reader.takeName());
    FilterFault ignored;
    const std::optional<JsonPath> path =
        field && hasPath(*field) ? reader.takePath(ignored) : JsonPath();
    const bool isField = field && path && (!path->empty() || isJsonNumber(value));
    if (!comparison || turnedOperator(*comparison).empty() || !isField) {
        return {};
    }
    const std::string name(reader.text().substr(begin, reader.position() - begin));
    std::string advice =
        name + ' ' + std::string(turnedOperator(*comparison)) + ' ' + std::string(value);
    reader.skipSpaces();
    if (const std::optional<FilterOperator> second = reader.takeOperator()) {
        const std::string last = reader.takeWritten();
        advice += " and " + name + ' ' + std::string(operatorText(*second)) + ' '
            + (last.empty() ? "\u2026" : last);
    }
    return advice;
}

/** The path with the name of a field that it probably means; empty if it names none. */
std::string ownPath(std::string_view word)
{
    std::string path(word.substr(word.starts_with('$') && word.size() > 1 ? 1 : 0));
    std::erase(path, '?');
    path.erase(0, path.starts_with('.') ? 1 : 0);
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    const std::string root = lowerAscii(path.substr(0, end));
    const std::string rest = path.substr(end);
    if (root == "tags" || root == "payload") {
        return (root == "tags" ? "tag" : "data") + rest;
    }
    const std::optional<FilterField> field = filterField(root);
    return field && (rest.empty() || hasPath(*field)) ? root + rest : std::string();
}

} // namespace

std::string wordWith(std::string_view text, FilterRange place, std::string_view part)
{
    const std::size_t before = text.substr(0, place.offset).find_last_of(WordEnds);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t behind =
        std::min(place.offset + std::min(place.length, text.size()), text.size());
    const std::size_t end = std::min(text.find_first_of(WordEnds, behind), text.size());
    std::string word(text.substr(begin, place.offset - begin));
    word += part;
    word += text.substr(behind, end - behind);
    return word;
}

bool isForeignWord(std::string_view word)
{
    const bool isJsonPath = word.starts_with("$.") && isBareWord(word.substr(2, 1), "");
    const bool isJqPath = word.starts_with(".data.") && word.size() > 6;
    return isJsonPath || isJqPath || !withOwnSign(word).empty();
}

std::string unknownField(std::string_view text, FilterRange place)
{
    const std::string word(text.substr(place.offset, place.length));
    FilterReader reader(text);
    reader.setPosition(place.offset + place.length);
    if (const std::string turned = turnedAdvice(reader, word); !turned.empty()) {
        return "the field comes first: write " + turned;
    }
    if (const std::string own = withOwnSign(word); !own.empty()) {
        return "write " + own + "; text goes into quotes";
    }
    const std::string message = "unknown field '" + word + '\'';
    if (const std::string own = ownPath(word); !own.empty()) {
        return message + "; write " + own;
    }
    std::string_view key = word;
    key.remove_prefix(key.starts_with('$') && key.size() > 1 ? 1 : 0);
    key.remove_prefix(key.starts_with('.') ? 1 : 0);
    reader.skipSpaces();
    return message + fieldSuggestion(word) + payloadHint(key)
        + (isForeignOperator(text, reader.position()) ? "; words to search for go into quotes"
                                                      : "");
}
