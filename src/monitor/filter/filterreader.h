// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filterterm.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

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
    /** Takes "and", "or" or "not" as a word of its own, in any case. */
    bool takeKeyword(std::string_view word);

    /** Up to a space, a bracket, a quote or an operator; may be empty. */
    std::string_view takeWord();
    /** The name of a field or a key: a word that also ends at a dot or a square bracket. */
    std::string_view takeName();
    std::optional<FilterOperator> takeOperator();
    /** A quoted text, without quotes and escapes. */
    std::optional<std::string> takeQuoted(FilterFault &fault);
    /** /…/flags */
    std::optional<FilterValue> takeExpression(FilterFault &fault);
    /** What follows an operator. */
    std::optional<FilterValue> takeValue(FilterOperator before, FilterFault &fault);
    /** Any number of .key, ."odd key", [2] and [*]. */
    std::optional<JsonPath> takePath(FilterFault &fault);

private:
    bool isOperator(std::size_t at) const;
    std::optional<JsonStep> takeKey(FilterFault &fault);
    std::optional<JsonStep> takeIndex(FilterFault &fault);

    std::string_view m_text;
    std::size_t m_at = 0;
};
