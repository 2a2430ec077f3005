// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/neededtext.h"

#include <algorithm>
#include <utility>

namespace {

NeededText leaf(NeededText::Kind kind, std::string_view text)
{
    return text.empty() ? NeededText() : NeededText{kind, std::string(text)};
}

bool needsNothing(const NeededText &part)
{
    return part.kind == NeededText::Kind::Nothing;
}

} // namespace

NeededText NeededText::text(std::string_view text)
{
    return leaf(Kind::Text, text);
}

NeededText NeededText::textInJson(std::string_view text)
{
    return leaf(Kind::TextInJson, text);
}

NeededText NeededText::allOf(std::vector<NeededText> parts)
{
    std::erase_if(parts, needsNothing);
    return parts.empty() ? NeededText() : NeededText{Kind::AllOf, {}, std::move(parts)};
}

NeededText NeededText::anyOf(std::vector<NeededText> parts)
{
    return parts.empty() || std::ranges::any_of(parts, needsNothing)
        ? NeededText()
        : NeededText{Kind::AnyOf, {}, std::move(parts)};
}

NeededText NeededText::glob(std::string_view pattern, Kind kind)
{
    std::vector<NeededText> parts;
    while (!pattern.empty()) {
        const std::size_t end = std::min(pattern.find_first_of("*?"), pattern.size());
        parts.push_back(leaf(kind, pattern.substr(0, end)));
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return allOf(std::move(parts));
}
