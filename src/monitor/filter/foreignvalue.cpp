// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/casefolding.h"
#include "monitor/filter/filteramount.h"
#include "monitor/filter/filterreader.h"
#include "monitor/filter/foreignnotation.h"
#include "monitor/json/filterquoting.h"
#include "monitor/json/jsonnumber.h"
#include "monitor/json/jsonpath.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace {

constexpr std::array<std::string_view, 7> OddQuotes = {"\u201c", "\u201d", "\u201e", "\u2018",
                                                       "\u2019", "\u00ab", "`"};

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

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/** 1,000 and 1,000,000, but not 5,5 */
bool hasThousands(std::string_view text)
{
    std::size_t comma = text.find(',');
    bool isWhole = comma != std::string_view::npos && comma <= 3 && isDigits(text.substr(0, comma));
    while (isWhole && comma != std::string_view::npos) {
        isWhole = isDigits(text.substr(comma + 1, 3)) && text.substr(comma + 1, 3).size() == 3;
        const std::size_t next = comma + 4;
        isWhole = isWhole && (next == text.size() || text[next] == ',');
        comma = next < text.size() ? next : std::string_view::npos;
    }
    return isWhole;
}

/** The JSON number that is meant by one of another notation; empty if it is none. */
std::string jsonNumber(std::string text)
{
    while (text.ends_with(',') || text.ends_with(';') || text.ends_with('.')) {
        text.pop_back();
    }
    text.erase(0, text.starts_with('+') ? 1 : 0);
    if (text.starts_with("0x") || text.starts_with("0X")) {
        std::uint64_t value = 0;
        const char *const end = text.data() + text.size();
        const auto [last, error] = std::from_chars(text.data() + 2, end, value, 16);
        return last == end && error == std::errc() ? std::to_string(value) : std::string();
    }
    std::erase(text, '_');
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    if (hasThousands(std::string_view(text).substr(sign))) {
        std::erase(text, ',');
    } else if (std::ranges::count(text, ',') == 1) {
        std::ranges::replace(text, ',', '.');
    }
    text.insert(sign, text.substr(sign).starts_with('.') ? "0" : "");
    const std::size_t digit = text.find_first_not_of('0', sign);
    const bool hasZeros = digit != std::string::npos && digit > sign && text[digit] != '.';
    text.erase(sign, hasZeros ? digit - sign : 0);
    return isJsonNumber(text) ? text : std::string();
}

bool isBeginOfNumber(char byte)
{
    return (byte >= '0' && byte <= '9') || byte == '+' || byte == '-' || byte == '.';
}

bool isOrderOperator(FilterOperator comparison)
{
    return comparison == FilterOperator::Less || comparison == FilterOperator::LessOrEqual
        || comparison == FilterOperator::Greater || comparison == FilterOperator::GreaterOrEqual;
}

/** What is wrong with a value that is compared with one in JSON; empty if nothing is. */
std::string comparedFault(const FilterTerm &term)
{
    const std::string &text = term.value.text;
    const std::string quoted = quotedForFilter(text);
    const bool isOrder = isOrderOperator(*term.comparison);
    const bool isEquality =
        *term.comparison == FilterOperator::Equal || *term.comparison == FilterOperator::NotEqual;
    if (!isOrder && !isEquality) {
        return {};
    }
    if (text == "undefined" || text == "None" || text == "nil") {
        const std::string name = pathText(term.name, term.path);
        return "there is no " + text + "; write null, or not " + name
            + " where there is no value; text goes into quotes: " + quoted;
    }
    if (text.starts_with('[') || text.starts_with('{')) {
        return "arrays and objects are not compared; compare a value inside, as in data.a[0] = 1; "
               "text goes into quotes";
    }
    const bool isEnded = text.ends_with(',') || text.ends_with(';');
    const bool isSuspect = (isOrder && isBeginOfNumber(text.front()))
        || (isEnded && isJsonNumber(std::string_view(text).substr(0, text.size() - 1)));
    if (!isSuspect || isJsonNumber(text)) {
        return {};
    }
    const std::string number = jsonNumber(text);
    return number.empty()
        ? text + " is no number; text goes into quotes: " + quoted
        : text + " is no number, write " + number + "; text goes into quotes: " + quoted;
}

/** `~* /k/`; the reader is behind the asterisk. */
std::optional<FilterFault> ignoredCaseFault(FilterReader reader, const FilterTerm &term)
{
    reader.skipSpaces();
    FilterFault ignored;
    const std::optional<FilterValue> expression =
        reader.next() == '/' ? reader.takeExpression(ignored) : std::nullopt;
    const std::size_t at = term.operatorPlace.offset;
    return expression ? std::optional(FilterFault{
               at, reader.position() - at, "write ~ /" + expression->text + "/i instead of ~*"})
                      : std::nullopt;
}

/** The text of a value between quotation marks that are none here. */
std::string withoutOddQuotes(std::string text)
{
    for (const std::string_view quote : OddQuotes) {
        text.erase(0, text.starts_with(quote) ? quote.size() : 0);
        text.resize(text.size() - (text.ends_with(quote) ? quote.size() : 0));
    }
    return text;
}

} // namespace

bool isAtOddQuote(std::string_view text)
{
    return std::ranges::any_of(OddQuotes,
                               [text](std::string_view quote) { return text.starts_with(quote); });
}

std::optional<FilterFault> foreignValue(const FilterTerm &term)
{
    const std::string &text = term.value.text;
    const std::string name = pathText(term.name, term.path);
    if (!term.comparison || term.value.form != FilterValue::Form::Bare || text.empty()) {
        return {};
    }
    const auto fault = [&term](std::string message) {
        return FilterFault{term.value.place.offset, term.value.place.length, std::move(message)};
    };
    if (isAtOddQuote(text)) {
        return fault("write plain quotation marks, as in "
                     + quotedForFilter(withoutOddQuotes(text)));
    }
    const bool isGlob = *term.comparison == FilterOperator::Colon;
    if (hasPatterns(term.field) && !isGlob && *term.comparison != FilterOperator::Matches
        && text.find('*') != std::string::npos) {
        return fault("* stands for any text only behind a colon: " + name + ":" + text
                     + "; put it into quotes where it is a part of the text");
    }
    if (!hasPath(term.field) || *term.comparison == FilterOperator::Matches) {
        return {};
    }
    if (text.starts_with('*') || text.ends_with('*')) {
        return fault("* does not stand for any text here: " + name
                     + ":text finds text anywhere in a value, " + name
                     + " ~ /^text/ at its beginning; put a * of the text into quotes");
    }
    if (isRange(text)) {
        const std::size_t dots = text.find("..");
        const std::string first = dots == 0 ? "1" : text.substr(0, dots);
        const std::string last = dots + 2 == text.size() ? "5" : text.substr(dots + 2);
        return fault("there are no ranges of values here; write " + name + " >= " + first + " and "
                     + name + " <= " + last);
    }
    std::string message = comparedFault(term);
    return message.empty() ? std::nullopt : std::optional(fault(std::move(message)));
}

std::optional<FilterFault> foreignRest(std::string_view text, std::size_t at,
                                       const FilterTerm &term)
{
    const std::string &value = term.value.text;
    FilterReader reader(text);
    reader.setPosition(at);
    if (term.comparison == FilterOperator::Matches && value == "*") {
        return ignoredCaseFault(reader, term);
    }
    const std::string rest = reader.takeWritten();
    if (term.value.form != FilterValue::Form::Bare || rest.empty()) {
        return {};
    }
    const auto fault = [&](std::string message) {
        const std::size_t begin = term.value.place.offset;
        return FilterFault{begin, reader.position() - begin, std::move(message)};
    };
    if (term.field == FilterField::Time) {
        const std::string date =
            value.substr(value.find("..") == std::string::npos ? 0 : value.find("..") + 2);
        const bool isDate = date.find('T') == std::string::npos && parseTime(date)
            && parseTime(date)->hasDate && parseTime(date + 'T' + rest);
        return isDate ? std::optional(fault("a time follows its date behind a T: write " + value
                                            + 'T' + rest + ", or both in quotes"))
                      : std::nullopt;
    }
    const bool isLatency = term.field == FilterField::Latency;
    constexpr std::array<std::string_view, 5> Sizes{"b", "k", "kb", "m", "mb"};
    constexpr std::array<std::string_view, 4> Latencies{"us", "\u00b5s", "ms", "s"};
    const std::string lower = lowerAscii(rest);
    const bool isUnit = isLatency
        ? std::ranges::find(Latencies, lower) != Latencies.end()
        : term.field == FilterField::Size && std::ranges::find(Sizes, lower) != Sizes.end();
    const bool isAmount = value.find_first_not_of("-0123456789.") == std::string::npos;
    return isUnit && isAmount ? std::optional(fault(
               "write " + value + rest + " without a space; a word to search for goes into quotes"))
                              : std::nullopt;
}

std::string expressionHint(const FilterValue &value)
{
    constexpr std::string_view Expected = "expected a regular expression in slashes: ";
    if (value.text.starts_with('*')) {
        return std::string(Expected) + "write ~ /\u2026/i instead of ~*";
    }
    std::string inside;
    for (const char byte : value.text) {
        inside += byte == '/' ? "\\/" : std::string(1, byte);
    }
    return std::string(Expected) + "~ /" + inside + "/ or ~ /" + inside + "/i";
}
