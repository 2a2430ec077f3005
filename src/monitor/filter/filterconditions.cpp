// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterconditions.h"

#include "monitor/filter/foreignnotation.h"

#include <utility>

std::optional<RegularExpression> compileExpression(const FilterValue &value, FilterFault &fault)
{
    if (value.form != FilterValue::Form::Expression) {
        fault = valueFault(value, expressionHint(value));
        return {};
    }
    RegularExpression::Options options;
    for (const char flag : value.flags) {
        options.ignoresCase = options.ignoresCase || flag == 'i';
        options.isMultiline = options.isMultiline || flag == 'm';
        options.dotMatchesNewline = options.dotMatchesNewline || flag == 's';
        if (flag != 'i' && flag != 'm' && flag != 's') {
            const std::size_t end = value.place.offset + value.place.length;
            fault = {end - value.flags.size(), value.flags.size(),
                     "only i, m and s may follow a regular expression; put text that begins with "
                     "a slash into quotes"};
            return {};
        }
    }
    auto compiled = RegularExpression::compile(value.text, options);
    if (const auto *wrong = std::get_if<RegularExpression::Fault>(&compiled)) {
        fault = {value.place.offset + 1 + wrong->offset, 0,
                 "the regular expression is wrong here: " + wrong->message};
        return {};
    }
    return std::get<RegularExpression>(std::move(compiled));
}

FilterFault valueFault(const FilterValue &value, std::string message)
{
    return {value.place.offset, value.place.length, std::move(message)};
}

FilterFault operatorFault(const FilterTerm &term, std::string_view allowed)
{
    const std::string message = term.name + " does not go with "
        + std::string(operatorText(*term.comparison)) + "; use " + std::string(allowed);
    return {term.operatorPlace.offset, term.operatorPlace.length, message};
}
