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
 * A compiled regular expression over bytes that should be UTF-8; what is not matches nothing and
 * does no harm. Immutable, used by several threads, each with its own MatchContext.
 */
class RegularExpression
{
public:
    class MatchContext;
    struct Options
    {
        bool ignoresCase = false;
        bool linesApart = false; ///< ^ and $ match at each line
        bool dotIsAny = false; ///< . matches a line end, too
    };
    struct Fault
    {
        std::size_t offset = 0;
        std::string message;
    };

    static std::variant<RegularExpression, Fault> compile(std::string_view pattern,
                                                          Options options);

    bool matches(std::string_view text, MatchContext &context) const;
    /** Stands in all that matches, in any case where that is ignored; empty where none is known. */
    const std::string &required() const { return m_required; }

private:
    RegularExpression() = default;

    struct Code;
    std::shared_ptr<const Code> m_code;
    std::string m_required;
    std::optional<TextSearch> m_requiredSearch;
};

/** What one thread needs to match. */
class RegularExpression::MatchContext
{
public:
    MatchContext();
    ~MatchContext();
    MatchContext(MatchContext &&other) noexcept;
    MatchContext &operator=(MatchContext &&other) noexcept;

    /** Matches that took too many steps; they count as none. */
    std::size_t givenUp() const;

private:
    friend class RegularExpression;
    struct Private;
    std::unique_ptr<Private> d;
};
