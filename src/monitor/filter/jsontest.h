// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/regularexpression.h"
#include "monitor/filter/textsearch.h"

#include <compare>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

/** Passes what is equal to one of many values, as JsonComparison compares each of them. */
class JsonSet
{
public:
    explicit JsonSet(std::vector<JsonComparison> equalities);

    bool holds(const JsonValue &value) const;

private:
    bool hasNumber(std::string_view number) const;

    std::vector<std::string> m_strings; // sorted
    std::vector<std::string> m_numbers; // sorted by value
    std::vector<JsonComparison> m_words; // true, false and null
    JsonComparison::Strings m_form = JsonComparison::Strings::Strict;
};

/** The test that one condition makes of a value. */
struct JsonTest
{
    std::variant<JsonExists, JsonComparison, JsonSet, TextSearch, RegularExpression, JsonGlob,
                 JsonCopy>
        test;

    bool holds(const JsonValue &value, RegularExpression::MatchContext &context) const;
};
