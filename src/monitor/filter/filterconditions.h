// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filterterm.h"
#include "monitor/filter/regularexpression.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the conditions of a filter share. Each function makes a node of what was written, or returns
// null and sets the fault.

/** Any field; calls one of the three below. */
FilterNodePtr entryCondition(const FilterTerm &term, FilterFault &fault);
FilterNodePtr numberCondition(const FilterTerm &term, FilterFault &fault);
FilterNodePtr stringCondition(const FilterTerm &term, FilterFault &fault);
/** Values in payload, tags or info. */
FilterNodePtr jsonCondition(const FilterTerm &term, FilterFault &fault);
/** A value that is one of many; `required` is what the entries contain that match. */
FilterNodePtr jsonListCondition(const FilterTerm &term, const std::vector<FilterValue> &values,
                                RequiredText required);
/** Text anywhere in the entry. */
FilterNodePtr textCondition(std::string_view text);
FilterNodePtr expressionCondition(const FilterValue &value, FilterFault &fault);

/** The regular expression of /…/flags. */
std::optional<RegularExpression> compileExpression(const FilterValue &value, FilterFault &fault);

/** A fault whose place is the value. */
FilterFault valueFault(const FilterValue &value, std::string message);
/** The fault of an operator that the field does not have; `allowed` names those it has. */
FilterFault operatorFault(const FilterTerm &term, std::string_view allowed);
