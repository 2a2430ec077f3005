// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filterterm.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Notations of Wireshark, JavaScript and SQL that the language does not have. Taken literally, they
// would silently match nothing, so that each is a fault that says how to write it.

/** Whether a regular expression begins `text`, and not only some text that begins with a slash. */
bool isExpression(std::string_view text);

/**
 * A foreign operator at `at` of the filter `text`, behind the condition's left side: is, like,
 * between, not in, !~. `left` is written in the filter; the name of a field can also be a word to
 * search for, so that less is a fault there.
 */
std::optional<FilterFault> foreignOperator(std::string_view text, std::size_t at,
                                           const FilterTerm &left);

/** A wildcard or a range in an unquoted value that is compared as it is. */
std::optional<FilterFault> foreignValue(const FilterTerm &term);

/** How a field is written that may be a key of the payload; empty if it can be none. */
std::string payloadHint(std::string_view word);
