// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/jsontest.h"

#include "monitor/filter/glob.h"
#include "monitor/json/jsonnumber.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace {

using Type = JsonValue::Type;

struct Asked
{
    const JsonValue &value;
    RegularExpression::MatchContext &context;

    bool operator()(const JsonExists &) const { return true; }
    bool operator()(const JsonComparison &comparison) const { return comparison.holds(value); }
    bool operator()(const JsonSet &set) const { return set.holds(value); }
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

bool isSmallerNumber(std::string_view left, std::string_view right)
{
    return compareJsonNumbers(left, right) < 0;
}

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

JsonSet::JsonSet(std::vector<JsonComparison> equalities)
{
    for (JsonComparison &one : equalities) {
        m_form = one.strings;
        if (one.type == Type::String) {
            m_strings.push_back(std::move(one.text));
        } else if (one.type == Type::Number) {
            m_numbers.push_back(std::move(one.text));
        } else {
            m_words.push_back(std::move(one));
        }
    }
    std::ranges::sort(m_strings);
    std::ranges::sort(m_numbers, isSmallerNumber);
}

bool JsonSet::hasNumber(std::string_view number) const
{
    return std::ranges::binary_search(m_numbers, number, isSmallerNumber);
}

bool JsonSet::holds(const JsonValue &value) const
{
    const bool mayBeNumber =
        value.type == Type::String && m_form == JsonComparison::Strings::MayBeNumbers;
    if (value.type == Type::Number || (mayBeNumber && isJsonNumber(value.text))) {
        if (hasNumber(value.text)) {
            return true;
        }
    }
    if (value.type == Type::String
        && std::ranges::binary_search(m_strings, value.text, std::less<std::string_view>())) {
        return true;
    }
    return std::ranges::any_of(m_words,
                               [&value](const JsonComparison &word) { return word.holds(value); });
}

bool JsonTest::holds(const JsonValue &value, RegularExpression::MatchContext &context) const
{
    return std::visit(Asked{value, context}, test);
}
