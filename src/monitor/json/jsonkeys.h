// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/json/jsonpath.h"

#include <cstddef>
#include <string_view>
#include <vector>

/** The paths of the members of a JSON object and of the objects in it; at most `most`. */
std::vector<JsonPath> keysOf(std::string_view json, std::size_t most);
