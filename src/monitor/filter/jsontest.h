// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/regularexpression.h"
#include "monitor/filter/textsearch.h"

#include <compare>
#include <string>
#include <string_view>
#include <variant>

/** A value that stands in a JSON text. */
struct JsonValue
{
    enum class Type { Object, Array, String, Number, True, False, Null };

    Type type = Type::Null;
    std::string_view text; ///< of a string without its escapes, else as written
};

enum class Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

bool holds(Comparison comparison, std::strong_ordering order);

/** Compares with a value that was written in the filter. */
struct JsonComparison
{
    enum class Strings { Strict, MayBeNumbers };

    Comparison comparison = Comparison::Equal;
    JsonValue::Type type = JsonValue::Type::Null;
    std::string text; ///< as that of a JsonValue
    Strings strings = Strings::Strict; ///< tags are strings always: a bare 7 is "7", too

    bool holds(const JsonValue &value) const;
};

struct JsonExists
{
};

/** Passes the first value, and copies it. */
struct JsonCopy
{
    std::string *text = nullptr;
    JsonValue::Type *type = nullptr;
};

/** The whole of a string. */
struct JsonGlob
{
    std::string pattern;
};

/** What one condition asks of a value. */
struct JsonTest
{
    std::variant<JsonExists, JsonComparison, TextSearch, RegularExpression, JsonGlob, JsonCopy>
        test;

    bool holds(const JsonValue &value, RegularExpression::MatchContext &context) const;
};
