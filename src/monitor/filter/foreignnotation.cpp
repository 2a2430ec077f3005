// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/foreignnotation.h"

#include "monitor/filter/casefolding.h"
#include "monitor/filter/filteramount.h"
#include "monitor/filter/filterreader.h"
#include "monitor/json/filterquoting.h"
#include "monitor/json/jsonnumber.h"
#include "monitor/json/jsonpath.h"

#include <algorithm>
#include <array>
#include <initializer_list>
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

struct ForeignSign
{
    std::string_view sign;
    std::string_view own;
};

constexpr std::array<ForeignSign, 4> ForeignSigns = {
    {{"\u2265", ">="}, {"\u2264", "<="}, {"\u2260", "!="}, {"\u2208", "in (\u2026)"}}};

constexpr std::string_view OnlyQuoted = "; words to search for go into quotes";

bool isOneOfWords(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

/** `text` as a part of a regular expression that stands for itself. */
std::string expressionOf(std::string_view text)
{
    std::string out;
    for (const char byte : text) {
        out +=
            std::string_view("\\^$.|?*+()[]{}/").find(byte) == std::string_view::npos ? "" : "\\";
        out += byte;
    }
    return out;
}

/** How a condition is written whose operator is a word elsewhere; empty for other words. */
std::string wordAdvice(const std::string &lower, const std::string &name, FilterReader &reader)
{
    reader.skipSpaces();
    const std::size_t begin = reader.position();
    FilterFault ignored;
    const std::optional<FilterValue> value = reader.takeValue(FilterOperator::Equal, ignored);
    const std::string written = value
        ? std::string(reader.text().substr(begin, reader.position() - begin))
        : std::string("text");
    const std::string text = value ? expressionOf(value->text) : std::string("text");
    if (isOneOfWords(lower, {"includes", "has", "contains", "indexof"})) {
        return name + " contains " + written;
    }
    if (isOneOfWords(lower, {"startswith", "starts", "begins"})) {
        return name + " ~ /^" + text + '/';
    }
    if (isOneOfWords(lower, {"endswith", "ends"})) {
        return name + " ~ /" + text + "$/";
    }
    if (isOneOfWords(lower, {"regexp", "rlike", "glob", "match", "matches"})) {
        return name + " ~ /" + (value ? value->text : text) + '/';
    }
    if (lower == "ilike" || lower == "like") {
        return name + ":text, which may stand anywhere,";
    }
    return lower == "exists" ? name + " alone" : std::string();
}

/** `is`, which is taken: null, not null, true, "text". */
std::optional<FilterFault> identityFault(FilterReader reader, std::size_t at,
                                         const FilterTerm &left)
{
    const std::string name = pathText(left.name, left.path);
    reader.skipSpaces();
    const bool isNot = reader.takeKeyword("not");
    const std::string value = reader.takeWritten();
    const std::string lower = lowerAscii(value);
    const bool isNull = isOneOfWords(lower, {"null", "none", "nil", "undefined"});
    const bool isValue = isNull || isOneOfWords(lower, {"true", "false"}) || value.starts_with('"')
        || value.starts_with('\'');
    if (left.path.empty() && !isNot && !isValue) {
        return {};
    }
    const std::string foreign = isNot ? "is not" : "is";
    if (!isNull) {
        return faultFrom(reader, at,
                         "write " + name + (isNot ? " != " : " = ")
                             + (value.empty() ? "\u2026" : value) + " instead of " + foreign);
    }
    if (hasPath(left.field)) {
        return faultFrom(
            reader, at,
            "write " + name + (isNot ? " != null" : " = null") + " instead of " + foreign + "; "
                + (isNot ? "" : "not ") + name
                + (isNot ? " where there is any value at all" : " where there is no value at all"));
    }
    const bool isNumber = left.field == FilterField::Number || left.field == FilterField::Offset
        || left.field == FilterField::Size || left.field == FilterField::Code;
    if (!isNumber && !hasPatterns(left.field)) {
        return faultFrom(reader, at, name + " is never null" + std::string(OnlyQuoted));
    }
    return faultFrom(reader, at,
                     std::string("write ") + (isNot ? "" : "not ") + name
                         + (isNumber ? " >= 0" : ":*") + " instead of " + foreign + " null"
                         + std::string(OnlyQuoted));
}

/** `between`, which is taken, with the values of the filter as far as there are any. */
std::string betweenAdvice(FilterReader reader, const FilterTerm &left)
{
    const std::string name = pathText(left.name, left.path);
    const bool isWord = left.field == FilterField::Kind || left.field == FilterField::State;
    if (isWord || isPlainText(left.field)) {
        return name + " has no order; write " + name + " in (\u2026) for some of its values";
    }
    const bool isTime = left.field == FilterField::Time;
    std::string first = reader.takeWritten();
    reader.skipSpaces();
    std::string last = reader.takeAnd() ? reader.takeWritten() : std::string();
    const bool isQuoted = first.starts_with('"') || first.starts_with('\'');
    const bool isNoTime = isTime && !isQuoted && (!parseTime(first) || !parseTime(last));
    if (last.empty() || isNoTime) {
        first = isTime ? "12:30" : left.field == FilterField::Latency ? "10ms" : "1";
        last = isTime ? "12:45" : left.field == FilterField::Latency ? "20ms" : "5";
    }
    const bool hasRange = !hasPath(left.field) && !hasPatterns(left.field) && !isQuoted;
    return "write "
        + (hasRange ? name + ':' + first + ".." + last
                    : name + " >= " + first + " and " + name + " <= " + last)
        + " instead of between";
}

/** `in`, which is taken, without brackets around its values. */
std::string listAdvice(FilterReader reader, const std::string &name)
{
    std::string values;
    bool isMore = true;
    while (isMore) {
        std::string value = reader.takeWritten();
        isMore = value.ends_with(',');
        value.resize(value.size() - (isMore ? 1 : 0));
        values += (values.empty() || value.empty() ? "" : ", ") + value;
    }
    return "expected a list after in, as in " + name + " in (" + (values.empty() ? "1, 2" : values)
        + ")";
}

std::optional<FilterFault> signFault(FilterReader reader, const std::string &name)
{
    const auto sign = std::ranges::find_if(
        ForeignSigns, [&](const ForeignSign &one) { return reader.isAt(one.sign); });
    if (sign == ForeignSigns.end()) {
        return {};
    }
    const std::size_t at = reader.position();
    reader.setPosition(at + sign->sign.size());
    const std::string value = sign->own.ends_with('=') ? ' ' + reader.takeWritten() : "";
    return FilterFault{at, sign->sign.size(),
                       "write " + name + ' ' + std::string(sign->own)
                           + (value == " " ? " \u2026" : value) + " instead of "
                           + std::string(sign->sign)};
}

/** `not in` and the like */
std::optional<FilterFault> negationFault(FilterReader reader, const std::string &name)
{
    const std::size_t at = reader.position();
    if (!reader.takeKeyword("not")) {
        return {};
    }
    reader.skipSpaces();
    constexpr std::array<std::string_view, 5> Words{"in", "contains", "matches", "like", "between"};
    const std::size_t word = reader.position();
    if (!takeAnyOf(reader, Words)) {
        return {};
    }
    return faultFrom(reader, at,
                     "write not before the field: not " + name + ' '
                         + std::string(reader.text().substr(word, reader.position() - word))
                         + " \u2026");
}

/** `data.a % 2 = 0` and the like: a sign, an operand and an operator. */
std::optional<FilterFault> arithmeticFault(FilterReader reader, const FilterTerm &left)
{
    const std::size_t at = reader.position();
    const char sign = reader.next();
    if (reader.isAtEnd() || std::string_view("+-*/%^").find(sign) == std::string_view::npos) {
        return {};
    }
    reader.setPosition(at + 1);
    reader.skipSpaces();
    const std::string_view operand = reader.takeWord();
    const bool needsNumber = sign == '-' || sign == '/'; // negates, or begins an expression
    reader.skipSpaces();
    const bool isOperand = !operand.empty() && (!needsNumber || isJsonNumber(operand));
    if (!isOperand || !reader.takeOperator()) {
        return {};
    }
    return FilterFault{at, 1,
                       "there is no arithmetic; compare " + pathText(left.name, left.path)
                           + " itself with a value"};
}

/** Words that are operators elsewhere; only behind a path, as they can be searched for. */
std::optional<FilterFault> wordFault(FilterReader reader, const std::string &name)
{
    const std::size_t at = reader.position();
    const std::string word(reader.takeWord());
    const std::string lower = lowerAscii(word);
    if (lower == "xor") {
        return faultFrom(reader, at, "there is no xor; write (a and not b) or (b and not a)");
    }
    if (isOneOfWords(lower, {"starts", "begins", "ends"})) {
        reader.skipSpaces();
        if (!reader.takeKeyword("with")) {
            return {};
        }
    } else if (!isOneOfWords(lower,
                             {"includes", "has", "startswith", "endswith", "regexp", "rlike",
                              "glob", "ilike", "exists"})) {
        return {};
    }
    const std::size_t length = reader.position() - at;
    return FilterFault{at, length,
                       "write " + wordAdvice(lower, name, reader) + " instead of "
                           + std::string(reader.text().substr(at, length))};
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
    const bool isSearch = left.path.empty(); // perhaps
    FilterReader reader(text);
    reader.setPosition(at);
    if (reader.isAt("!~")) {
        return FilterFault{at, 2, "write not " + name + " ~ /\u2026/ instead of !~"};
    }
    if (auto sign = signFault(reader, name)) {
        return sign;
    }
    if (reader.takeKeyword("between")) {
        return faultFrom(reader, at,
                         betweenAdvice(reader, left)
                             + (isSearch ? std::string(OnlyQuoted) : std::string()));
    }
    if (reader.takeKeyword("like")) {
        const std::string how =
            hasPatterns(left.field) ? name + ":al*" : name + ":text, which may stand anywhere,";
        return faultFrom(reader, at, "write " + how + " instead of like" + std::string(OnlyQuoted));
    }
    if (reader.takeKeyword("is")) {
        return identityFault(reader, at, left);
    }
    if (auto negation = negationFault(reader, name)) {
        return negation;
    }
    if (reader.takeKeyword("in")) {
        return faultFrom(reader, at,
                         listAdvice(reader, name)
                             + (isSearch ? std::string(OnlyQuoted) : std::string()));
    }
    if (auto arithmetic = arithmeticFault(reader, left)) {
        return arithmetic;
    }
    return isSearch ? std::nullopt : wordFault(reader, name);
}

std::string withOwnSign(std::string_view word)
{
    for (const ForeignSign &sign : ForeignSigns) {
        const std::size_t at = word.find(sign.sign);
        if (at != std::string_view::npos && at > 0) {
            return std::string(word.substr(0, at)) + ' ' + std::string(sign.own) + ' '
                + std::string(word.substr(at + sign.sign.size()));
        }
    }
    return {};
}

bool isForeignOperator(std::string_view text, std::size_t at)
{
    FilterReader reader(text);
    reader.setPosition(at);
    const auto isSign = [&](const ForeignSign &sign) { return reader.isAt(sign.sign); };
    if (std::ranges::any_of(ForeignSigns, isSign)) {
        return true;
    }
    if (reader.takeKeyword("in")) {
        reader.skipSpaces();
        return reader.next() == '(' || reader.next() == '[';
    }
    if (reader.takeKeyword("is")) {
        reader.skipSpaces();
        reader.takeKeyword("not");
        reader.skipSpaces();
        return reader.takeKeyword("null");
    }
    constexpr std::array<std::string_view, 2> Words{"contains", "like"};
    if (!takeAnyOf(reader, Words)) {
        return false;
    }
    reader.skipSpaces();
    const bool isJoined = reader.takeAnd() || reader.takeOr();
    return !isJoined && !reader.isAtEnd() && reader.next() != ')';
}

FilterFault foreignCall(std::string_view text, std::size_t at, const FilterTerm &left)
{
    FilterReader reader(text);
    reader.setPosition(at + 1);
    JsonPath path = left.path;
    const std::string function = path.back().key;
    path.pop_back();
    const std::string advice = wordAdvice(lowerAscii(function), pathText(left.name, path), reader);
    return {at, 1,
            advice.empty() ? "there are no functions; a condition in brackets follows and or a "
                             "space"
                           : "there are no functions; write " + advice};
}

std::optional<FilterFault> foreignKey(std::string_view text, FilterRange place)
{
    const std::string_view key = text.substr(place.offset, place.length);
    const std::size_t end = place.offset + place.length;
    const char next = end < text.size() ? text[end] : ' ';
    const auto fault = [&place](std::string message) {
        return FilterFault{place.offset, place.length, std::move(message)};
    };
    const FilterRange withPoint{place.offset - 1, place.length + 1};
    if (key.find_first_not_of("0123456789") == std::string_view::npos) {
        return fault("an element is written "
                     + wordWith(text, withPoint, '[' + std::string(key) + ']')
                     + "; a key that is a number goes into quotes");
    }
    const std::string quoted = wordWith(text, place, quotedForFilter(key));
    const bool isInside = wordWith(text, {place.offset - 1, text.size()}, "").find_first_of(".[")
        != std::string::npos;
    if (key == "length" && isInside && next != '.' && next != '[' && next != '(') {
        return fault("there is no length; " + wordWith(text, withPoint, "[0]")
                     + " asks for an element; the key length goes into quotes: " + quoted);
    }
    if (key.ends_with('?') && (next == '.' || next == '[')) {
        return fault("write " + wordWith(text, place, key.substr(0, key.size() - 1))
                     + "; a value that is missing is no error");
    }
    for (const ForeignSign &sign : ForeignSigns) {
        if (key.find(sign.sign) != std::string_view::npos) {
            return fault("write " + std::string(sign.own) + " instead of " + std::string(sign.sign)
                         + "; odd keys go into quotes");
        }
    }
    const std::size_t at = key.find_first_of("+%");
    const bool isArithmetic = at != std::string_view::npos && at > 0 && at + 1 < key.size()
        && isJsonNumber(key.substr(at + 1));
    return isArithmetic
        ? std::optional(fault("there is no arithmetic; odd keys go into quotes: " + quoted))
        : std::nullopt;
}
