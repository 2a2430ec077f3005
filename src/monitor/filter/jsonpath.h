// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <vector>

/** From a JSON value to one inside it. */
struct JsonStep
{
    enum class Kind { Member, Element, AnyElement };

    Kind kind = Kind::Member;
    std::string key; ///< without escapes
    std::size_t index = 0;
};

using JsonPath = std::vector<JsonStep>;
