// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filterterm.h"
#include "monitor/json/jsonpath.h"

#include <string>
#include <string_view>

struct Entry;

// Filters made from what is on the screen. Each condition matches the entry it was made from,
// whatever bytes that holds; it is empty where the entry has nothing to compare with.

/** What a cell of the log, or a line of the detail, shows. */
enum class FilterCell {
    Number,
    Time,
    Watcher,
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
 * The condition that the value at a path in data, tags or info equals `json`, the value as
 * received. For an object or array, that it exists.
 */
std::string valueCondition(FilterField field, const JsonPath &path, std::string_view json);

/** The path as the language writes it: data.items[2]."odd key" */
std::string pathText(FilterField field, const JsonPath &path);

/** A value as it is written behind an operator, quoted where necessary. */
std::string valueText(std::string_view value);

enum class FilterJoin {
    Only, ///< the condition alone
    Not, ///< the existing filter, and not the condition
    And,
    Or
};

/** Joins the filter `existing` with a condition; one with a fault is replaced. */
std::string joinedFilter(std::string_view existing, std::string_view condition, FilterJoin join);
