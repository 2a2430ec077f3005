// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/** One step from a JSON value to a value inside it. */
struct JsonStep
{
    enum class Kind { Member, Element, AnyElement };

    Kind kind = Kind::Member;
    std::string key; ///< unescaped
    std::size_t index = 0;
};

using JsonPath = std::vector<JsonStep>;

/** The path as a filter writes it behind the name of a field: data.items[2]."odd key" */
std::string pathText(std::string_view field, const JsonPath &path);
