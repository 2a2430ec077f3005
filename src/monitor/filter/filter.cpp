// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filter.h"

#include "monitor/filter/filternode.h"
#include "monitor/filter/filterparser.h"
#include "monitor/filter/filterscratch.h"
#include "monitor/json/jsonstring.h"

#include <utility>

namespace {

std::optional<FilterFault> textFault(std::string_view text)
{
    if (text.size() > Filter::LongestText) {
        return FilterFault{Filter::LongestText, text.size() - Filter::LongestText,
                           "a filter has at most 4096 bytes"};
    }
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8CharacterLength(text.substr(at));
        if (length == 0) {
            return FilterFault{at, 1, "this is not UTF-8"};
        }
        at += length;
    }
    return {};
}

/** A filter as a part of another one. */
class SharedNode final : public FilterNode
{
public:
    explicit SharedNode(std::shared_ptr<const FilterNode> node)
        : FilterNode(node->cost())
        , m_node(std::move(node))
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        return m_node->matches(entry, scratch);
    }
    NeededText neededText() const override { return m_node->neededText(); }

private:
    const std::shared_ptr<const FilterNode> m_node;
};

} // namespace

Filter::Filter() = default;

Filter::Compiled Filter::compile(std::string_view text)
{
    Compiled compiled;
    compiled.fault = textFault(text);
    if (compiled.fault) {
        return compiled;
    }
    FilterParser parser(text);
    FilterNodePtr root = parser.parse();
    if (parser.hasFault()) {
        compiled.fault = parser.fault();
    } else {
        compiled.filter.m_root = std::move(root);
    }
    return compiled;
}

Filter Filter::both(const Filter &first, const Filter &second)
{
    if (first.isEmpty() || second.isEmpty()) {
        return first.isEmpty() ? second : first;
    }
    FilterNodes nodes;
    nodes.push_back(std::make_unique<SharedNode>(first.m_root));
    nodes.push_back(std::make_unique<SharedNode>(second.m_root));
    Filter filter;
    filter.m_root = allOf(std::move(nodes));
    return filter;
}

NeededText Filter::neededText() const
{
    return isEmpty() ? NeededText() : m_root->neededText();
}

FilterRun::FilterRun(Filter filter)
    : m_filter(std::move(filter))
    , m_scratch(m_filter.isEmpty() ? nullptr : std::make_unique<FilterScratch>())
{
}

FilterRun::~FilterRun() = default;
FilterRun::FilterRun(FilterRun &&other) noexcept = default;
FilterRun &FilterRun::operator=(FilterRun &&other) noexcept = default;

bool FilterRun::matches(const Entry &entry)
{
    return m_filter.isEmpty() || m_filter.m_root->matches(entry, *m_scratch);
}

std::size_t FilterRun::givenUp() const
{
    return m_scratch == nullptr ? 0 : m_scratch->context.givenUp();
}
