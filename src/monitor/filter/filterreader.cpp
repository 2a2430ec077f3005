// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterreader.h"

#include "text/jsonstring.h"

#include <algorithm>
#include <charconv>

namespace {

constexpr std::size_t LongestPath = 64;
constexpr std::string_view Spaces = " \t\r\n\v\f";
constexpr std::string_view Operators = ":=<>~";

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
    return isOneOf(Operators, m_text[at]) || (m_text[at] == '!' && m_text.substr(at + 1, 1) == "=");
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

std::string_view FilterReader::takeWord()
{
    const std::size_t begin = m_at;
    while (!isAtEnd() && !isOneOf(Spaces, next()) && !isOneOf("()\"", next())
           && !isOperator(m_at)) {
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
    const std::string_view rest = m_text.substr(m_at);
    const auto found = [this](std::size_t length, FilterOperator what) {
        m_at += length;
        return what;
    };
    if (rest.starts_with(':')) {
        return found(1, FilterOperator::Colon);
    }
    if (rest.starts_with('=')) {
        return found(rest.starts_with("==") ? 2 : 1, FilterOperator::Equal);
    }
    if (rest.starts_with("!=")) {
        return found(2, FilterOperator::NotEqual);
    }
    if (rest.starts_with('<')) {
        return rest.starts_with("<=") ? found(2, FilterOperator::LessOrEqual)
                                      : found(1, FilterOperator::Less);
    }
    if (rest.starts_with('>')) {
        return rest.starts_with(">=") ? found(2, FilterOperator::GreaterOrEqual)
                                      : found(1, FilterOperator::Greater);
    }
    return rest.starts_with('~') ? std::optional(found(1, FilterOperator::Matches)) : std::nullopt;
}

std::optional<std::string> FilterReader::takeQuoted(FilterFault &fault)
{
    const std::size_t begin = m_at;
    const std::size_t close = Text::closingQuote(m_text, begin + 1);
    if (close == std::string_view::npos) {
        fault = {begin, m_text.size() - begin, "expected a closing quote"};
        return {};
    }
    m_at = close + 1;
    std::optional<std::string> text =
        Text::unescaped(m_text.substr(begin + 1, close - begin - 1), Text::Escapes::Filter);
    if (!text) {
        fault = {begin, m_at - begin,
                 "unknown escape between the quotes; a backslash is written as \\\\"};
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
    skipSpaces();
    FilterValue value;
    const std::size_t begin = m_at;
    if (next() == '"') {
        std::optional<std::string> quoted = takeQuoted(fault);
        if (!quoted) {
            return {};
        }
        value.form = FilterValue::Form::Quoted;
        value.text = *std::move(quoted);
    } else if (next() == '/' && before == FilterOperator::Matches) {
        return takeExpression(fault);
    } else {
        while (!isAtEnd() && !isOneOf(Spaces, next()) && !isOneOf("()", next())) {
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
    return value;
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

std::optional<JsonStep> FilterReader::takeKey(FilterFault &fault)
{
    ++m_at;
    JsonStep step;
    if (next() == '"') {
        std::optional<std::string> quoted = takeQuoted(fault);
        if (!quoted) {
            return {};
        }
        step.key = *std::move(quoted);
        return step;
    }
    step.key = takeName();
    if (step.key.empty()) {
        fault = {m_at, 0, "expected a key after the point; odd ones go into quotes"};
        return {};
    }
    return step;
}

std::optional<JsonStep> FilterReader::takeIndex(FilterFault &fault)
{
    const std::size_t begin = m_at++;
    JsonStep step;
    step.kind = JsonStep::Kind::Element;
    if (take('*')) {
        step.kind = JsonStep::Kind::AnyElement;
    } else {
        const std::string_view rest = m_text.substr(m_at);
        const auto [end, error] =
            std::from_chars(rest.data(), rest.data() + rest.size(), step.index);
        if (error != std::errc()) {
            fault = {begin, 1, "expected an index or * in the brackets: [2] or [*]"};
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
