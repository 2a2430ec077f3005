// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/filter/requiredtext.h"

#include <memory>
#include <vector>

struct FilterScratch;

/** One condition of a compiled filter. Immutable, read by several threads. */
class FilterNode
{
public:
    /** What it takes to decide, roughly; cheaper ones are asked first. */
    enum class Cost { Nothing, Few, Text, Expression, Json };

    explicit FilterNode(Cost cost)
        : m_cost(cost)
    {
    }
    virtual ~FilterNode() = default;
    FilterNode(const FilterNode &) = delete;
    FilterNode &operator=(const FilterNode &) = delete;

    virtual bool matches(const Entry &entry, FilterScratch &scratch) const = 0;
    /** What stands in every entry that matches. */
    virtual RequiredText requiredText() const { return {}; }

    Cost cost() const { return m_cost; }

private:
    const Cost m_cost;
};

using FilterNodePtr = std::unique_ptr<const FilterNode>;
using FilterNodes = std::vector<FilterNodePtr>;

/** Each of one or more must match. */
FilterNodePtr allOf(FilterNodes nodes);
/** One of one or more must match. */
FilterNodePtr anyOf(FilterNodes nodes);
FilterNodePtr noneOf(FilterNodePtr node);
