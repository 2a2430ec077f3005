// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filterterm.h"
#include "monitor/filter/regularexpression.h"

#include <optional>

/** The regular expression of /…/flags; nothing, and the fault, when it is none. */
std::optional<RegularExpression> expressionOf(const FilterValue &value, FilterFault &fault);
