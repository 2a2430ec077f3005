// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/jsontest.h"

#include "monitor/filter/glob.h"
#include "monitor/json/jsonnumber.h"

namespace {

using Type = JsonValue::Type;

struct Asked
{
    const JsonValue &value;
    RegularExpression::MatchContext &context;

    bool operator()(const JsonExists &) const { return true; }
    bool operator()(const JsonComparison &comparison) const { return comparison.holds(value); }
    bool operator()(const TextSearch &search) const { return search.isIn(value.text); }
    bool operator()(const RegularExpression &expression) const
    {
        return expression.matches(value.text, context);
    }
    bool operator()(const JsonGlob &glob) const
    {
        return value.type == Type::String && matchesGlob(glob.pattern, value.text);
    }
    bool operator()(const JsonCopy &copy) const
    {
        *copy.text = value.text;
        *copy.type = value.type;
        return true;
    }
};

} // namespace

bool isOrder(Comparison comparison)
{
    return comparison != Comparison::Equal && comparison != Comparison::NotEqual;
}

bool holds(Comparison comparison, std::strong_ordering order)
{
    switch (comparison) {
    case Comparison::Equal:
        return order == 0;
    case Comparison::NotEqual:
        return order != 0;
    case Comparison::Less:
        return order < 0;
    case Comparison::LessOrEqual:
        return order <= 0;
    case Comparison::Greater:
        return order > 0;
    case Comparison::GreaterOrEqual:
        return order >= 0;
    }
    return false;
}

bool JsonComparison::holds(const JsonValue &value) const
{
    const bool isOrderOfNumbers = isOrder(comparison) && value.type == Type::String
        && (type == Type::Number || type == Type::String) && isJsonNumber(value.text)
        && isJsonNumber(text);
    if (isOrderOfNumbers) {
        return ::holds(comparison, compareJsonNumbers(value.text, text));
    }
    if (value.type == Type::String && type != Type::String && strings == Strings::MayBeNumbers) {
        if (type == Type::Number && isJsonNumber(value.text)) {
            return ::holds(comparison, compareJsonNumbers(value.text, text));
        }
        const bool isSame = value.text == text;
        return (comparison == Comparison::Equal && isSame)
            || (comparison == Comparison::NotEqual && !isSame);
    }
    if (value.type != type) {
        return comparison == Comparison::NotEqual;
    }
    if (type == Type::Number) {
        return ::holds(comparison, compareJsonNumbers(value.text, text));
    }
    return ::holds(comparison, value.text.compare(text) <=> 0);
}

bool JsonTest::holds(const JsonValue &value, RegularExpression::MatchContext &context) const
{
    return std::visit(Asked{value, context}, test);
}
