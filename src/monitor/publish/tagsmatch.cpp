// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/tagsmatch.h"

#include "monitor/json/jsonnumber.h"

#include <algorithm>

namespace {

using Centrifuge::FilterNode;
using Centrifuge::Tags;

/** lt, lte, gt and gte: what is no number is in no order. */
bool isInOrder(const FilterNode &leaf, const QString &value)
{
    const std::string left = value.toStdString();
    const std::string right = leaf.value.toStdString();
    if (!isJsonNumber(left) || !isJsonNumber(right)) {
        return false;
    }
    const auto order = compareJsonNumbers(left, right);
    const bool isLess = leaf.comparison.startsWith(QLatin1String("lt"));
    const bool orEqual = leaf.comparison.endsWith(QLatin1Char('e'));
    return (isLess ? order < 0 : order > 0) || (orEqual && order == 0);
}

bool matchesLeaf(const FilterNode &leaf, const Tags &tags)
{
    const bool isThere = tags.contains(leaf.key);
    const QString value = tags.value(leaf.key);
    const QString &comparison = leaf.comparison;
    if (comparison == QLatin1String("eq") || comparison == QLatin1String("neq")) {
        return (isThere && value == leaf.value) == (comparison == QLatin1String("eq"));
    }
    if (comparison == QLatin1String("in") || comparison == QLatin1String("nin")) {
        return leaf.values.contains(value) == (comparison == QLatin1String("in"));
    }
    if (comparison == QLatin1String("ex") || comparison == QLatin1String("nex")) {
        return isThere == (comparison == QLatin1String("ex"));
    }
    if (comparison == QLatin1String("sw")) {
        return isThere && value.startsWith(leaf.value);
    }
    if (comparison == QLatin1String("ew")) {
        return isThere && value.endsWith(leaf.value);
    }
    if (comparison == QLatin1String("ct")) {
        return isThere && value.contains(leaf.value);
    }
    return isThere && isInOrder(leaf, value);
}

} // namespace

bool matchesTags(const FilterNode &filter, const Tags &tags)
{
    const auto matches = [&tags](const FilterNode &node) { return matchesTags(node, tags); };
    if (filter.operation == QLatin1String("and")) {
        return std::ranges::all_of(filter.nodes, matches);
    }
    if (filter.operation == QLatin1String("or")) {
        return std::ranges::any_of(filter.nodes, matches);
    }
    if (filter.operation == QLatin1String("not")) {
        return std::ranges::none_of(filter.nodes, matches);
    }
    return matchesLeaf(filter, tags);
}
