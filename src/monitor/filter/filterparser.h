// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filternode.h"
#include "monitor/filter/filterreader.h"

#include <string>
#include <string_view>
#include <vector>

/** Parses one filter. `not` binds tighter than `and`, and `and` tighter than `or`. */
class FilterParser
{
public:
    explicit FilterParser(std::string_view text)
        : m_reader(text)
    {
    }

    /** Null for a filter without conditions, and for one with a fault. */
    FilterNodePtr parse();
    const FilterFault &fault() const { return m_fault; }
    bool hasFault() const { return !m_fault.message.empty(); }
    /** Whether the filter joins conditions by `or` outside of brackets. */
    bool isAlternatives() const { return m_isAlternatives; }
    /** Where the conditions are of which each must hold; one for alternatives. */
    std::vector<FilterRange> conditions() const;

private:
    /** The last condition on a field, as it is written. */
    struct LastTerm
    {
        std::string name;
        std::string value; // behind =
        std::size_t end = 0; // and of the spaces behind it
    };

    FilterNodePtr parseAny();
    FilterNodePtr parseAll();
    FilterNodePtr parseNegated();
    FilterNodePtr parseGroup();
    FilterNodePtr parseOne();
    FilterNodePtr parseWord();
    FilterNodePtr parseTerm(std::string_view name, std::size_t begin);
    FilterNodePtr parseList(FilterTerm term);
    FilterNodePtr parsedTerm(const FilterTerm &term);
    bool takeAlternative();
    bool hasOperatorBehind(const FilterTerm &left);
    FilterNodePtr fail(std::size_t offset, std::size_t length, std::string message);
    bool isAtConditionEnd();

    FilterReader m_reader;
    FilterFault m_fault;
    LastTerm m_last;
    std::size_t m_depth = 0;
    bool m_isAlternatives = false;
    std::vector<FilterRange> m_conditions; // outside of brackets
    std::string m_expects = "a condition"; // with what it has to follow
};
