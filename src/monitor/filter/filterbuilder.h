// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/filter/filterterm.h"
#include "monitor/json/jsonpath.h"

#include <string>
#include <string_view>

// Text of filters made from what is on the screen. A condition lets through the entry it was made
// from, whatever bytes a server put there; it is empty where there is nothing to ask for.

/** What a cell of the log, or a line of the detail, shows. */
enum class FilterCell {
    Number,
    Time,
    Channel,
    Offset,
    Kind,
    Size,
    Payload,
    User,
    Client,
    Epoch,
    Code,
    State
};

std::string cellCondition(FilterCell cell, const Entry &entry);

/**
 * That the value at the path in data, tags or info is this one; `json` is the value as it was
 * received. For an object or array: that it is there.
 */
std::string valueCondition(FilterField field, const JsonPath &path, std::string_view json);

/** The path as the language writes it: data.items[2]."odd key" */
std::string pathText(FilterField field, const JsonPath &path);

/** A value behind an operator, in quotes where it needs them. */
std::string valueText(std::string_view value);

enum class FilterJoin {
    Only, ///< the condition alone
    Not, ///< what there was, without what the condition lets through
    And,
    Or
};

/** The filter `existing` (one with a fault is dropped) together with a condition. */
std::string joinedFilter(std::string_view existing, std::string_view condition, FilterJoin join);
