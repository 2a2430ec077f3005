// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filternode.h"

#include <algorithm>
#include <utility>

namespace {

FilterNode::Cost dearest(const FilterNodes &nodes)
{
    return (*std::ranges::max_element(nodes, {}, [](const auto &node) { return node->cost(); }))
        ->cost();
}

std::vector<RequiredText> requiredTexts(const FilterNodes &nodes)
{
    std::vector<RequiredText> texts;
    for (const FilterNodePtr &node : nodes) {
        texts.push_back(node->requiredText());
    }
    return texts;
}

/** Sorts by cost. Conditions have no side effects, so that only the time changes. */
FilterNodes cheapFirst(FilterNodes nodes)
{
    std::ranges::stable_sort(nodes, {}, [](const auto &node) { return node->cost(); });
    return nodes;
}

class AllOf final : public FilterNode
{
public:
    explicit AllOf(FilterNodes nodes)
        : FilterNode(dearest(nodes))
        , m_nodes(cheapFirst(std::move(nodes)))
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        return std::ranges::all_of(m_nodes,
                                   [&](const auto &node) { return node->matches(entry, scratch); });
    }
    RequiredText requiredText() const override
    {
        return RequiredText::allOf(requiredTexts(m_nodes));
    }

private:
    const FilterNodes m_nodes;
};

class AnyOf final : public FilterNode
{
public:
    explicit AnyOf(FilterNodes nodes)
        : FilterNode(dearest(nodes))
        , m_nodes(cheapFirst(std::move(nodes)))
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        return std::ranges::any_of(m_nodes,
                                   [&](const auto &node) { return node->matches(entry, scratch); });
    }
    RequiredText requiredText() const override
    {
        return RequiredText::anyOf(requiredTexts(m_nodes));
    }

private:
    const FilterNodes m_nodes;
};

class NoneOf final : public FilterNode
{
public:
    explicit NoneOf(FilterNodePtr node)
        : FilterNode(node->cost())
        , m_node(std::move(node))
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        return !m_node->matches(entry, scratch);
    }

private:
    const FilterNodePtr m_node;
};

} // namespace

FilterNodePtr allOf(FilterNodes nodes)
{
    return nodes.size() == 1 ? std::move(nodes.front()) : std::make_unique<AllOf>(std::move(nodes));
}

FilterNodePtr anyOf(FilterNodes nodes)
{
    return nodes.size() == 1 ? std::move(nodes.front()) : std::make_unique<AnyOf>(std::move(nodes));
}

FilterNodePtr noneOf(FilterNodePtr node)
{
    return std::make_unique<NoneOf>(std::move(node));
}
