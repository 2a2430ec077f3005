// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/regularexpression.h"
#include "monitor/filter/textsearch.h"

#include <compare>
#include <string>
#include <string_view>
#include <variant>

/** A value in a JSON text. */
struct JsonValue
{
    enum class Type { Object, Array, String, Number, True, False, Null };

    Type type = Type::Null;
    std::string_view text; ///< of a string unescaped, else as written
};

enum class Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

bool isOrder(Comparison comparison); ///< not = or !=
bool holds(Comparison comparison, std::strong_ordering order);

/** Compares a value with one in the filter. Strings that are numbers are ordered as numbers. */
struct JsonComparison
{
    enum class Strings { Strict, MayBeNumbers };

    Comparison comparison = Comparison::Equal;
    JsonValue::Type type = JsonValue::Type::Null;
    std::string text; ///< like JsonValue::text
    Strings strings =
        Strings::Strict; ///< tags are always strings, so that a bare 7 also equals "7"

    bool holds(const JsonValue &value) const;
};

struct JsonExists
{
};

/** Passes the first value and copies it. */
struct JsonCopy
{
    std::string *text = nullptr;
    JsonValue::Type *type = nullptr;
};

/** Matches the whole of a string. */
struct JsonGlob
{
    std::string pattern;
};

/** The test that one condition makes of a value. */
struct JsonTest
{
    std::variant<JsonExists, JsonComparison, TextSearch, RegularExpression, JsonGlob, JsonCopy>
        test;

    bool holds(const JsonValue &value, RegularExpression::MatchContext &context) const;
};
