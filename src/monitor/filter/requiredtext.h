// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

/**
 * What has to stand in the texts of an entry (anyText() says which they are), so that a filter can
 * let it through: for an index. Letters count in both of their cases, as in a TextSearch.
 */
struct RequiredText
{
    enum class Kind {
        Nothing, ///< any entry may pass
        Text,
        TextInJson, ///< in a string, where it may be written with escapes
        AllOf,
        AnyOf
    };

    static RequiredText text(std::string_view text);
    static RequiredText textInJson(std::string_view text);
    static RequiredText allOf(std::vector<RequiredText> parts);
    static RequiredText anyOf(std::vector<RequiredText> parts);
    /** What a glob has between its wildcards. */
    static RequiredText glob(std::string_view pattern, Kind kind);

    Kind kind = Kind::Nothing;
    std::string bytes = {}; ///< of a text; need not be UTF-8
    std::vector<RequiredText> parts = {};
};
