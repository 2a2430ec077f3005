// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/requiredtext.h"

#include <memory>
#include <vector>

struct Entry;
struct FilterScratch;

/** One condition of a compiled filter. Immutable, read by several threads. */
class FilterNode
{
public:
    /** How expensive matches() is, roughly; cheaper conditions are tried first. */
    enum class Cost { Nothing, Few, Text, Expression, Json };

    explicit FilterNode(Cost cost)
        : m_cost(cost)
    {
    }
    virtual ~FilterNode() = default;
    FilterNode(const FilterNode &) = delete;
    FilterNode &operator=(const FilterNode &) = delete;

    virtual bool matches(const Entry &entry, FilterScratch &scratch) const = 0;
    /** What every entry that matches contains. */
    virtual RequiredText requiredText() const { return {}; }

    Cost cost() const { return m_cost; }

private:
    const Cost m_cost;
};

using FilterNodePtr = std::unique_ptr<const FilterNode>;
using FilterNodes = std::vector<FilterNodePtr>;

/** Matches when all of the nodes do; there has to be one. */
FilterNodePtr allOf(FilterNodes nodes);
/** Matches when one of the nodes does; there has to be one. */
FilterNodePtr anyOf(FilterNodes nodes);
FilterNodePtr noneOf(FilterNodePtr node);
