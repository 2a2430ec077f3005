// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filterterm.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/**
 * The lexer of filters: takes one part of the text after the other for FilterParser. A malformed
 * part sets the fault and returns nothing.
 */
class FilterReader
{
public:
    explicit FilterReader(std::string_view text)
        : m_text(text)
    {
    }

    std::size_t position() const { return m_at; }
    void setPosition(std::size_t position) { m_at = position; }
    std::string_view text() const { return m_text; }
    bool isAtEnd() const { return m_at == m_text.size(); }
    /** The next byte; NUL at the end. */
    char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpaces();
    bool take(char wanted);
    /** Whether the text goes on with `part`. */
    bool isAt(std::string_view part) const { return m_text.substr(m_at).starts_with(part); }
    bool isAtQuote() const { return next() == '"' || next() == '\''; }
    /** Takes a word in lower case as a word of its own, written in any case. */
    bool takeKeyword(std::string_view word);
    /** "and" or "&&" */
    bool takeAnd();
    /** "or" or "||" */
    bool takeOr();
    /** "not", or "-" or "!" before what it negates. */
    bool takeNot();

    /** Up to a space, a bracket, a quotation mark, "&&", "||" or an operator; may be empty. */
    std::string_view takeWord();
    /** The name of a field or a key: a word that also ends at a dot or a square bracket. */
    std::string_view takeName();
    std::optional<FilterOperator> takeOperator();
    /** An operator that is a word, behind a field: "contains", "in" before its list, "ge". */
    std::optional<FilterOperator> takeWordOperator();
    /** A text in double or single quotes, without quotes and escapes. */
    std::optional<std::string> takeQuoted(FilterFault &fault);
    /** /…/flags */
    std::optional<FilterValue> takeExpression(FilterFault &fault);
    /** What follows an operator. */
    std::optional<FilterValue> takeValue(FilterOperator before, FilterFault &fault);
    /** The next value as it is written; empty if there is none. */
    std::string takeWritten();
    /** The list behind "in", with its brackets. */
    std::optional<std::vector<FilterValue>> takeList(FilterFault &fault);
    /** Any number of .key, ."odd key", ["odd key"], [2] and [*]. */
    std::optional<JsonPath> takePath(FilterFault &fault);

private:
    std::optional<FilterValue> takeValueUpTo(std::string_view ends, FilterOperator before,
                                             FilterFault &fault);
    bool isOperator(std::size_t at) const;
    bool isConnective() const { return isAt("&&") || isAt("||"); }
    std::size_t closingQuote(std::size_t from) const;
    std::optional<JsonStep> takeQuotedKey(FilterFault &fault);
    std::optional<JsonStep> takeKey(FilterFault &fault);
    std::optional<JsonStep> takeIndex(FilterFault &fault);

    std::string_view m_text;
    std::size_t m_at = 0;
};
