// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/textsearch.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/**
 * A compiled regular expression over UTF-8. Invalid bytes match nothing and do no harm. Immutable;
 * each thread that uses it needs a MatchContext of its own.
 */
class RegularExpression
{
public:
    class MatchContext;
    struct Options
    {
        bool ignoresCase = false;
        bool isMultiline = false; ///< ^ and $ match at each line
        bool dotMatchesNewline = false;
    };
    struct Fault
    {
        std::size_t offset = 0;
        std::string message;
    };

    static std::variant<RegularExpression, Fault> compile(std::string_view pattern,
                                                          Options options);

    bool matches(std::string_view text, MatchContext &context) const;
    /** Every match contains it, in any case where case is ignored; empty where none is known. */
    const std::string &requiredLiteral() const { return m_requiredLiteral; }

private:
    RegularExpression() = default;

    struct Code;
    std::shared_ptr<const Code> m_code;
    std::string m_requiredLiteral;
    std::optional<TextSearch> m_literalSearch;
};

/** The working memory of one thread that matches. */
class RegularExpression::MatchContext
{
public:
    MatchContext();
    ~MatchContext();
    MatchContext(MatchContext &&other) noexcept;
    MatchContext &operator=(MatchContext &&other) noexcept;

    /** How many matches took too many steps; they count as no match. */
    std::size_t givenUp() const;

private:
    friend class RegularExpression;
    struct Private;
    std::unique_ptr<Private> d;
};
