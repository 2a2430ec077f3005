// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filterterm.h"

#include <string_view>

// Each makes a node of what was written, or null and the fault.

/** Any field; one of the three below. */
FilterNodePtr entryCondition(const FilterTerm &term, FilterFault &fault);
FilterNodePtr numberCondition(const FilterTerm &term, FilterFault &fault);
FilterNodePtr stringCondition(const FilterTerm &term, FilterFault &fault);
/** Values in payload, tags or info. */
FilterNodePtr jsonCondition(const FilterTerm &term, FilterFault &fault);
/** Text anywhere in the entry. */
FilterNodePtr textCondition(std::string_view text);
FilterNodePtr expressionCondition(const FilterValue &value, FilterFault &fault);

/** Says what is wrong with the value. */
FilterFault valueFault(const FilterValue &value, std::string message);
FilterFault operatorFault(const FilterTerm &term, std::string_view allowed);
