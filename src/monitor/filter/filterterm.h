// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filternode.h"
#include "monitor/json/jsonpath.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

struct FilterFault;

/** What can be asked of an entry. */
enum class FilterField {
    Channel,
    User,
    Client,
    Watcher,
    Kind,
    Epoch,
    State,
    Number,
    Offset,
    Size,
    Code,
    Time,
    Latency,
    Data,
    Tag,
    Info
};

/** Whether a path follows its name, as in `data.user.id`. */
constexpr bool hasPath(FilterField field)
{
    return field == FilterField::Data || field == FilterField::Tag || field == FilterField::Info;
}

/** Whether its value is any text, which the entry has as it is. */
constexpr bool isPlainText(FilterField field)
{
    return field == FilterField::Channel || field == FilterField::Watcher
        || field == FilterField::Epoch;
}

/** Whether `:` compares its value with a pattern. */
constexpr bool hasPatterns(FilterField field)
{
    return isPlainText(field) || field == FilterField::User || field == FilterField::Client;
}

enum class FilterOperator {
    Colon,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    Contains,
    In
};

/** A range of the filter's text, in bytes. */
struct FilterRange
{
    std::size_t offset = 0;
    std::size_t length = 0;
};

/** A value as it was written. */
struct FilterValue
{
    enum class Form { Bare, Quoted, Expression };

    Form form = Form::Bare;
    std::string text; ///< unquoted and unescaped, but for expressions
    std::string flags; ///< behind an expression
    FilterRange place; ///< quotes and slashes included
};

/** Field, operator and value: one condition, before it is compiled. */
struct FilterTerm
{
    FilterField field = FilterField::Channel;
    std::string name; ///< of the field, as written
    JsonPath path; ///< in data, tags or info
    std::optional<FilterOperator> comparison; ///< without one the value only has to exist
    FilterRange operatorPlace;
    FilterValue value;
};

std::string_view operatorText(FilterOperator comparison);
