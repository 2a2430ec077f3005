// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/**
 * Which text an entry must contain for a filter to let it through, as an expression of literals. An
 * index looks entries up by it, so that others need not be read. Any of the texts that anyText()
 * names may contain it; letters match both of their cases, as in a TextSearch.
 */
struct RequiredText
{
    enum class Kind {
        Nothing, ///< every entry may pass
        Text,
        TextInJson, ///< in a JSON string, perhaps with escapes
        AllOf,
        AnyOf
    };

    static RequiredText text(std::string_view text);
    static RequiredText textInJson(std::string_view text);
    static RequiredText allOf(std::vector<RequiredText> parts);
    static RequiredText anyOf(std::vector<RequiredText> parts);
    /** The parts of a glob between its wildcards. */
    static RequiredText glob(std::string_view pattern, Kind kind);

    Kind kind = Kind::Nothing;
    std::string bytes = {}; ///< of Text and TextInJson; need not be UTF-8
    std::vector<RequiredText> parts = {};

    /** All literals in it, at most `most`; need not be UTF-8. */
    std::vector<std::string> literals(std::size_t most) const;
};
