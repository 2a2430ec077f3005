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

/** A word such as size≥5 with the sign of this language; empty for one without. */
std::string withOwnSign(std::string_view word);

/** Whether such an operator is at `at` behind a word that is no field. */
bool isForeignOperator(std::string_view text, std::size_t at);

/** A function call at `at`, directly behind the path of `left`, as in data.type.includes("x"). */
FilterFault foreignCall(std::string_view text, std::size_t at, const FilterTerm &left);

/** A wildcard, a range or another notation in an unquoted value that is compared as it is. */
std::optional<FilterFault> foreignValue(const FilterTerm &term);

/** What at `at`, behind the unquoted value of `term`, belongs to the value: a unit, a time. */
std::optional<FilterFault> foreignRest(std::string_view text, std::size_t at,
                                       const FilterTerm &term);

/** How text is written that is no regular expression in slashes. */
std::string expressionHint(const FilterValue &value);

/** An unquoted key at `place` of the filter `text` that means something else elsewhere. */
std::optional<FilterFault> foreignKey(std::string_view text, FilterRange place);

/** The word around `place` of the filter `text`, with `part` in that place. */
std::string wordWith(std::string_view text, FilterRange place, std::string_view part);

/** Whether a word is a path as JSONPath or jq write it, or has a sign such as ≥ inside. */
bool isForeignWord(std::string_view word);

/** Whether a quotation mark that is none here begins `text`. */
bool isAtOddQuote(std::string_view text);

/** What is wrong with the word at `place` of the filter `text`, which is no field. */
std::string unknownField(std::string_view text, FilterRange place);
