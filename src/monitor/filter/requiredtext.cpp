// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/requiredtext.h"

#include <algorithm>
#include <utility>

namespace {

RequiredText leaf(RequiredText::Kind kind, std::string_view text)
{
    return text.empty() ? RequiredText() : RequiredText{kind, std::string(text)};
}

bool requiresNothing(const RequiredText &part)
{
    return part.kind == RequiredText::Kind::Nothing;
}

} // namespace

RequiredText RequiredText::text(std::string_view text)
{
    return leaf(Kind::Text, text);
}

RequiredText RequiredText::textInJson(std::string_view text)
{
    return leaf(Kind::TextInJson, text);
}

RequiredText RequiredText::allOf(std::vector<RequiredText> parts)
{
    std::erase_if(parts, requiresNothing);
    return parts.empty() ? RequiredText() : RequiredText{Kind::AllOf, {}, std::move(parts)};
}

RequiredText RequiredText::anyOf(std::vector<RequiredText> parts)
{
    return parts.empty() || std::ranges::any_of(parts, requiresNothing)
        ? RequiredText()
        : RequiredText{Kind::AnyOf, {}, std::move(parts)};
}

RequiredText RequiredText::glob(std::string_view pattern, Kind kind)
{
    std::vector<RequiredText> parts;
    while (!pattern.empty()) {
        const std::size_t end = std::min(pattern.find_first_of("*?"), pattern.size());
        parts.push_back(leaf(kind, pattern.substr(0, end)));
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return allOf(std::move(parts));
}

std::vector<std::string> RequiredText::literals(std::size_t most) const
{
    std::vector<std::string> found;
    if (!bytes.empty()) {
        found.push_back(bytes);
    }
    for (const RequiredText &part : parts) { // as deep as the text of a filter may be
        for (std::string &literal : part.literals(most)) {
            found.push_back(std::move(literal));
        }
    }
    found.resize(std::min(found.size(), most));
    return found;
}
