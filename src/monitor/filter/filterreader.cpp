// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterreader.h"

#include "monitor/filter/foreignnotation.h"
#include "text/jsonstring.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace {

constexpr std::size_t LongestPath = 64;
constexpr std::string_view Spaces = " \t\r\n\v\f";
constexpr std::string_view Operators = ":=<>~";
constexpr std::string_view Brackets = "()";

struct OperatorName
{
    std::string_view text;
    FilterOperator meaning;
};

/** The longer ones first. */
constexpr std::array<OperatorName, 13> Signs = {{{"===", FilterOperator::Equal},
                                                 {"!==", FilterOperator::NotEqual},
                                                 {"==", FilterOperator::Equal},
                                                 {"=~", FilterOperator::Matches},
                                                 {"!=", FilterOperator::NotEqual},
                                                 {"<>", FilterOperator::NotEqual},
                                                 {"<=", FilterOperator::LessOrEqual},
                                                 {">=", FilterOperator::GreaterOrEqual},
                                                 {":", FilterOperator::Colon},
                                                 {"=", FilterOperator::Equal},
                                                 {"<", FilterOperator::Less},
                                                 {">", FilterOperator::Greater},
                                                 {"~", FilterOperator::Matches}}};

constexpr std::array<OperatorName, 8> OperatorWords = {{{"contains", FilterOperator::Contains},
                                                        {"matches", FilterOperator::Matches},
                                                        {"eq", FilterOperator::Equal},
                                                        {"ne", FilterOperator::NotEqual},
                                                        {"lt", FilterOperator::Less},
                                                        {"le", FilterOperator::LessOrEqual},
                                                        {"gt", FilterOperator::Greater},
                                                        {"ge", FilterOperator::GreaterOrEqual}}};

bool isOneOf(std::string_view bytes, char byte)
{
    return bytes.find(byte) != std::string_view::npos;
}

} // namespace

void FilterReader::skipSpaces()
{
    m_at = std::min(m_text.find_first_not_of(Spaces, m_at), m_text.size());
}

bool FilterReader::take(char wanted)
{
    const bool isThere = !isAtEnd() && next() == wanted;
    m_at += isThere ? 1 : 0;
    return isThere;
}

bool FilterReader::isOperator(std::size_t at) const
{
    const std::string_view rest = m_text.substr(at);
    return isOneOf(Operators, rest.front()) || rest.starts_with("!=") || rest.starts_with("!~");
}

bool FilterReader::takeKeyword(std::string_view word)
{
    const std::size_t before = m_at;
    const std::string_view found = takeWord();
    const bool isKeyword = std::ranges::equal(
        found, word, [](char byte, char lower) { return static_cast<char>(byte | 0x20) == lower; });
    if (!isKeyword) {
        m_at = before;
    }
    return isKeyword;
}

bool FilterReader::takeAnd()
{
    const bool isSign = isAt("&&");
    m_at += isSign ? 2 : 0;
    return isSign || takeKeyword("and");
}

bool FilterReader::takeOr()
{
    const bool isSign = isAt("||");
    m_at += isSign ? 2 : 0;
    return isSign || takeKeyword("or");
}

bool FilterReader::takeNot()
{
    return take('-') || (!isAtEnd() && !isOperator(m_at) && take('!')) || takeKeyword("not");
}

std::string_view FilterReader::takeWord()
{
    const std::size_t begin = m_at;
    while (!isAtEnd() && !isOneOf(Spaces, next()) && !isOneOf("()\"", next()) && !isOperator(m_at)
           && !isConnective()) {
        ++m_at;
    }
    return m_text.substr(begin, m_at - begin);
}

std::string_view FilterReader::takeName()
{
    const std::size_t begin = m_at;
    const std::string_view word = takeWord();
    m_at = begin + std::min(word.find_first_of(".[]"), word.size());
    return m_text.substr(begin, m_at - begin);
}

std::optional<FilterOperator> FilterReader::takeOperator()
{
    const auto found =
        std::ranges::find_if(Signs, [this](const OperatorName &sign) { return isAt(sign.text); });
    if (found == Signs.end()) {
        return {};
    }
    m_at += found->text.size();
    return found->meaning;
}

std::optional<FilterOperator> FilterReader::takeWordOperator()
{
    const auto found = std::ranges::find_if(
        OperatorWords, [this](const OperatorName &word) { return takeKeyword(word.text); });
    if (found != OperatorWords.end()) {
        return found->meaning;
    }
    const std::size_t before = m_at;
    if (takeKeyword("in")) {
        skipSpaces();
        if (isOneOf("([{", next()) && !isAtEnd()) {
            return FilterOperator::In;
        }
        m_at = before;
    }
    return {};
}

/** As Text::closingQuote(), for single quotes. */
std::size_t FilterReader::closingQuote(std::size_t from) const
{
    while (from < m_text.size()) {
        const std::size_t found = m_text.find_first_of("'\\", from);
        if (found == std::string_view::npos || m_text[found] == '\'') {
            return found;
        }
        from = found + 2;
    }
    return std::string_view::npos;
}

std::optional<std::string> FilterReader::takeQuoted(FilterFault &fault)
{
    const std::size_t begin = m_at;
    const bool isDouble = next() == '"';
    std::string text;
    bool isMore = true;
    while (isMore) {
        const std::size_t from = m_at + 1;
        const std::size_t close = isDouble ? Text::closingQuote(m_text, from) : closingQuote(from);
        if (close == std::string_view::npos) {
            fault = {begin, m_text.size() - begin, "expected a closing quote"};
            return {};
        }
        m_at = close + 1;
        if (!Text::appendUnescaped(text, m_text.substr(from, close - from),
                                   Text::Escapes::Filter)) {
            fault = {begin, m_at - begin,
                     "unknown escape between the quotes; a backslash is written as \\\\"};
            return {};
        }
        isMore = !isDouble && next() == '\''; // two of them stand for one, as in SQL
        text += isMore ? "'" : "";
    }
    return text;
}

std::optional<FilterValue> FilterReader::takeExpression(FilterFault &fault)
{
    const std::size_t begin = m_at;
    std::size_t close = begin + 1;
    while (close < m_text.size() && m_text[close] != '/') {
        close += m_text[close] == '\\' ? 2 : 1;
    }
    if (close >= m_text.size()) {
        fault = {begin, m_text.size() - begin,
                 "expected a closing slash; put text that begins with a slash into quotes"};
        return {};
    }
    m_at = close + 1;
    FilterValue value;
    value.form = FilterValue::Form::Expression;
    value.text = m_text.substr(begin + 1, close - begin - 1);
    value.flags = takeWord();
    value.place = {begin, m_at - begin};
    return value;
}

std::optional<FilterValue> FilterReader::takeValue(FilterOperator before, FilterFault &fault)
{
    return takeValueUpTo(Brackets, before, fault);
}

std::string FilterReader::takeWritten()
{
    FilterFault ignored;
    const std::optional<FilterValue> value = takeValue(FilterOperator::Equal, ignored);
    return value ? std::string(m_text.substr(value->place.offset, value->place.length))
                 : std::string();
}

/** An unquoted value ends at a space or one of `ends`. */
std::optional<FilterValue> FilterReader::takeValueUpTo(std::string_view ends, FilterOperator before,
                                                       FilterFault &fault)
{
    skipSpaces();
    FilterValue value;
    const std::size_t begin = m_at;
    if (isAtQuote()) {
        std::optional<std::string> quoted = takeQuoted(fault);
        if (!quoted) {
            return {};
        }
        value.form = FilterValue::Form::Quoted;
        value.text = *std::move(quoted);
    } else if (next() == '/' && before == FilterOperator::Matches) {
        return takeExpression(fault);
    } else {
        while (!isAtEnd() && !isOneOf(Spaces, next()) && !isOneOf(ends, next())
               && !isConnective()) {
            ++m_at;
        }
        value.text = m_text.substr(begin, m_at - begin);
    }
    value.place = {begin, m_at - begin};
    const bool isMissing =
        m_at == begin || (value.form == FilterValue::Form::Bare && isOperator(begin));
    if (isMissing) {
        fault = {begin, 0, "expected a value after " + std::string(operatorText(before))};
        return {};
    }
    if (value.form == FilterValue::Form::Bare && isExpression(m_text.substr(begin))) {
        fault = {begin, value.place.length,
                 "a regular expression goes with ~ only, as in ~ /a.c/; put text that begins with "
                 "a slash into quotes"};
        return {};
    }
    return value;
}

std::optional<std::vector<FilterValue>> FilterReader::takeList(FilterFault &fault)
{
    const std::size_t begin = m_at;
    const char close = take('[') ? ']' : take('{') ? '}' : ')';
    m_at = begin + 1;
    const std::string ends{',', '(', ')', close};
    std::vector<FilterValue> values;
    while (true) {
        std::optional<FilterValue> value = takeValueUpTo(ends, FilterOperator::In, fault);
        if (!value) {
            break;
        }
        values.push_back(*std::move(value));
        skipSpaces();
        if (take(close)) {
            return values;
        }
        if (isAtEnd()) {
            fault = {begin, 1, std::string("this ") + m_text[begin] + " is not closed"};
            break;
        }
        take(','); // a space separates values, too
    }
    return {};
}

std::optional<JsonPath> FilterReader::takePath(FilterFault &fault)
{
    JsonPath path;
    while (next() == '.' || next() == '[') {
        const std::size_t begin = m_at;
        std::optional<JsonStep> step = next() == '.' ? takeKey(fault) : takeIndex(fault);
        if (!step) {
            return {};
        }
        path.push_back(*std::move(step));
        if (path.size() > LongestPath) {
            fault = {begin, m_at - begin, "the path is too long"};
            return {};
        }
    }
    return path;
}

std::optional<JsonStep> FilterReader::takeQuotedKey(FilterFault &fault)
{
    std::optional<std::string> quoted = takeQuoted(fault);
    return quoted ? std::optional(JsonStep{JsonStep::Kind::Member, *std::move(quoted), 0})
                  : std::nullopt;
}

std::optional<JsonStep> FilterReader::takeKey(FilterFault &fault)
{
    ++m_at;
    if (isAtQuote()) {
        return takeQuotedKey(fault);
    }
    const std::size_t begin = m_at;
    JsonStep step;
    step.key = takeName();
    if (step.key.empty()) {
        fault = {m_at, 0, "expected a key after the point; odd ones go into quotes"};
        return {};
    }
    if (step.key.find('*') != std::string::npos) {
        fault = {begin, step.key.size(),
                 "* is no key; [*] is any element of an array, as in data.items[*].id, and a key "
                 "with a * goes into quotes"};
        return {};
    }
    if (std::optional<FilterFault> foreign = foreignKey(m_text, {begin, step.key.size()})) {
        fault = *std::move(foreign);
        return {};
    }
    return step;
}

std::optional<JsonStep> FilterReader::takeIndex(FilterFault &fault)
{
    const std::size_t begin = m_at++;
    JsonStep step;
    step.kind = JsonStep::Kind::Element;
    if (isAtQuote()) {
        std::optional<JsonStep> member = takeQuotedKey(fault);
        if (!member) {
            return {};
        }
        step = *std::move(member);
    } else if (take(']')) {
        fault = {begin, 2, "any element is written " + wordWith(m_text, {begin, 2}, "[*]")};
        return {};
    } else if (take('*')) {
        step.kind = JsonStep::Kind::AnyElement;
    } else {
        const std::string_view rest = m_text.substr(m_at);
        const auto [end, error] =
            std::from_chars(rest.data(), rest.data() + rest.size(), step.index);
        if (error != std::errc()) {
            fault = {begin, 1, "expected an index, a quoted key or * in the brackets: [2] or [*]"};
            return {};
        }
        m_at += static_cast<std::size_t>(end - rest.data());
    }
    if (!take(']')) {
        fault = {m_at, 0, "expected ]"};
        return {};
    }
    return step;
}
