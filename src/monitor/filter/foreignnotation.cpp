// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/foreignnotation.h"

#include "monitor/filter/filterreader.h"
#include "monitor/json/filterquoting.h"
#include "monitor/json/jsonnumber.h"
#include "monitor/json/jsonpath.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace {

constexpr std::string_view WordBreaks = " \t\r\n\v\f";

bool takeAnyOf(FilterReader &reader, std::span<const std::string_view> words)
{
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return reader.takeKeyword(word); });
}

FilterFault faultFrom(const FilterReader &reader, std::size_t at, std::string message)
{
    return {at, reader.position() - at, std::move(message)};
}

bool isNumberOrEmpty(std::string_view text)
{
    return text.empty() || isJsonNumber(text);
}

/** 5..3 or 5.. */
bool isRange(std::string_view text)
{
    const std::size_t dots = text.find("..");
    return dots != std::string_view::npos && text.size() > 2
        && isNumberOrEmpty(text.substr(0, dots)) && isNumberOrEmpty(text.substr(dots + 2));
}

bool hasGlobs(FilterField field)
{
    return field == FilterField::Channel || field == FilterField::User
        || field == FilterField::Client || field == FilterField::Epoch;
}

} // namespace

bool isExpression(std::string_view text)
{
    if (!text.starts_with('/')) {
        return false;
    }
    std::size_t close = 1;
    while (close < text.size() && text[close] != '/') {
        close += text[close] == '\\' ? 2 : 1;
    }
    if (close >= text.size() || close == 1) {
        return false;
    }
    const std::string_view inside = text.substr(1, close - 1);
    const std::size_t space = std::min(inside.find_first_of(WordBreaks), inside.size());
    // A slash of a later condition closes nothing.
    const bool isOfOneCondition =
        inside.find_first_of(":=<>~\"", space) == std::string_view::npos && inside.back() != ' ';
    const std::size_t end = std::min(text.find_first_not_of("dgimsuvy", close + 1), text.size());
    return isOfOneCondition
        && (end == text.size() || WordBreaks.find(text[end]) != std::string_view::npos
            || std::string_view("(),]}&|").find(text[end]) != std::string_view::npos);
}

std::optional<FilterFault> foreignOperator(std::string_view text, std::size_t at,
                                           const FilterTerm &left)
{
    const std::string name = pathText(left.name, left.path);
    FilterReader reader(text);
    reader.setPosition(at);
    if (reader.isAt("!~")) {
        return FilterFault{at, 2, "write not " + name + " ~ /\u2026/ instead of !~"};
    }
    if (reader.takeKeyword("between")) {
        return faultFrom(reader, at,
                         "write " + name + " >= 1 and " + name
                             + " <= 5 instead of between; words to search for go into quotes");
    }
    if (reader.takeKeyword("like")) {
        const std::string how =
            hasGlobs(left.field) ? name + ":al*" : name + ":text, which may stand anywhere,";
        return faultFrom(reader, at,
                         "write " + how + " instead of like; words to search for go into quotes");
    }
    const bool isSearch = left.path.empty(); // perhaps
    if (reader.takeKeyword("is")) {
        reader.skipSpaces();
        constexpr std::array<std::string_view, 2> Words{"null", "not"};
        const bool isSql = takeAnyOf(reader, Words);
        return isSql || !isSearch
            ? std::optional(faultFrom(reader, at,
                                      "write " + name + " = null instead of is; not " + name
                                          + " where there is no value at all"))
            : std::nullopt;
    }
    if (reader.takeKeyword("not")) {
        reader.skipSpaces();
        constexpr std::array<std::string_view, 5> Words{"in", "contains", "matches", "like",
                                                        "between"};
        const std::size_t word = reader.position();
        if (takeAnyOf(reader, Words)) {
            return faultFrom(reader, at,
                             "write not before the field: not " + name + ' '
                                 + std::string(text.substr(word, reader.position() - word))
                                 + " \u2026");
        }
    }
    if (!isSearch && reader.takeKeyword("in")) {
        return faultFrom(reader, at, "expected a list after in, as in " + name + " in (1, 2)");
    }
    return {};
}

std::optional<FilterFault> foreignValue(const FilterTerm &term)
{
    const std::string &text = term.value.text;
    const std::string name = pathText(term.name, term.path);
    if (!term.comparison || term.value.form != FilterValue::Form::Bare) {
        return {};
    }
    const auto fault = [&term](std::string message) {
        return FilterFault{term.value.place.offset, term.value.place.length, std::move(message)};
    };
    const bool isGlob = *term.comparison == FilterOperator::Colon;
    if (hasGlobs(term.field) && !isGlob && text.find('*') != std::string::npos) {
        return fault("* stands for any text only behind a colon: " + name + ":" + text
                     + "; put it into quotes where it is a part of the text");
    }
    if (!hasPath(term.field)) {
        return {};
    }
    if (text.starts_with('*') || text.ends_with('*')) {
        return fault("* does not stand for any text here: " + name
                     + ":text finds text anywhere in a value, " + name
                     + " ~ /^text/ at its beginning; put a * of the text into quotes");
    }
    if (isRange(text)) {
        return fault("there are no ranges of values here; write " + name + " >= 1 and " + name
                     + " <= 5");
    }
    return {};
}

std::string payloadHint(std::string_view word)
{
    const bool isKey = isBareWord(word, "-._") && !word.ends_with('.')
        && word.find("..") == std::string_view::npos;
    return isKey ? "; a value of the payload is written data." + std::string(word) : std::string();
}
