// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/filter/casefolding.h"
#include "monitor/filter/filterconditions.h"
#include "monitor/filter/filterscratch.h"
#include "monitor/filter/jsonprefilter.h"
#include "monitor/json/jsonnumber.h"

#include <algorithm>
#include <utility>

namespace {

/** Finds the texts that are worth parsing. */
JsonPrefilter prefilterOf(const JsonPath &path, const JsonTest &test)
{
    const auto *comparison = std::get_if<JsonComparison>(&test.test);
    if (comparison != nullptr && comparison->comparison == Comparison::Equal
        && comparison->type == JsonValue::Type::String) {
        return JsonPrefilter(comparison->text);
    }
    const auto key = std::find_if(path.rbegin(), path.rend(), [](const JsonStep &step) {
        return step.kind == JsonStep::Kind::Member;
    });
    if (key == path.rend()) {
        return {};
    }
    const bool isNumber = comparison != nullptr && key == path.rbegin()
        && comparison->type == JsonValue::Type::Number
        && comparison->comparison != Comparison::NotEqual
        && comparison->strings == JsonComparison::Strings::Strict;
    return isNumber ? JsonPrefilter(key->key, *comparison) : JsonPrefilter(key->key);
}

/** What a value that passes contains; `written` is the value in the filter. */
RequiredText requiredInValue(const JsonTest &test, const FilterValue &written)
{
    if (const auto *comparison = std::get_if<JsonComparison>(&test.test)) {
        const bool isText = comparison->comparison == Comparison::Equal
            && comparison->type == JsonValue::Type::String;
        return isText ? RequiredText::textInJson(comparison->text) : RequiredText();
    }
    if (const auto *expression = std::get_if<RegularExpression>(&test.test)) {
        return RequiredText::textInJson(expression->requiredLiteral());
    }
    if (const auto *glob = std::get_if<JsonGlob>(&test.test)) {
        return RequiredText::glob(glob->pattern, RequiredText::Kind::TextInJson);
    }
    return std::holds_alternative<TextSearch>(test.test) ? RequiredText::textInJson(written.text)
                                                         : RequiredText();
}

RequiredText requiredText(const FilterTerm &term, const JsonTest &test)
{
    std::vector<RequiredText> parts{requiredInValue(test, term.value)};
    for (const JsonStep &step : term.path) {
        if (step.kind == JsonStep::Kind::Member) {
            parts.push_back(RequiredText::textInJson(step.key));
        }
    }
    return RequiredText::allOf(std::move(parts));
}

class JsonCondition final : public FilterNode
{
public:
    JsonCondition(const FilterTerm &term, JsonTest test, RequiredText required)
        : FilterNode(Cost::Json)
        , m_field(term.field)
        , m_path(term.path)
        , m_required(std::move(required))
        , m_test(std::move(test))
        , m_prefilter(prefilterOf(m_path, m_test))
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        const std::string_view json = jsonOf(entry);
        return !json.empty() && m_prefilter.mayBeIn(json)
            && scratch.json.any(json, m_path, m_test, scratch.context);
    }
    RequiredText requiredText() const override { return m_required; }

private:
    std::string_view jsonOf(const Entry &entry) const
    {
        switch (m_field) {
        case FilterField::Data:
            return entry.kind == EntryKind::Publication ? entry.payload : std::string_view();
        case FilterField::Tag:
            return entry.tags;
        default:
            return entry.info;
        }
    }

    const FilterField m_field;
    const JsonPath m_path;
    const RequiredText m_required;
    const JsonTest m_test;
    const JsonPrefilter m_prefilter;
};

std::optional<Comparison> comparisonOf(FilterOperator written)
{
    switch (written) {
    case FilterOperator::Equal:
        return Comparison::Equal;
    case FilterOperator::NotEqual:
        return Comparison::NotEqual;
    case FilterOperator::Less:
        return Comparison::Less;
    case FilterOperator::LessOrEqual:
        return Comparison::LessOrEqual;
    case FilterOperator::Greater:
        return Comparison::Greater;
    case FilterOperator::GreaterOrEqual:
        return Comparison::GreaterOrEqual;
    default:
        return {};
    }
}

JsonValue::Type typeOf(const FilterValue &value)
{
    if (value.form == FilterValue::Form::Quoted) {
        return JsonValue::Type::String;
    }
    const std::string word = lowerAscii(value.text);
    if (word == "true") {
        return JsonValue::Type::True;
    }
    if (word == "false") {
        return JsonValue::Type::False;
    }
    if (word == "null") {
        return JsonValue::Type::Null;
    }
    return isJsonNumber(value.text) ? JsonValue::Type::Number : JsonValue::Type::String;
}

/** What a comparison with the value means. */
JsonComparison comparisonWith(const FilterTerm &term)
{
    JsonComparison test;
    test.comparison = *comparisonOf(*term.comparison);
    test.type = typeOf(term.value);
    const bool isWord = test.type == JsonValue::Type::True || test.type == JsonValue::Type::False
        || test.type == JsonValue::Type::Null;
    const bool isTag = term.field == FilterField::Tag; // whose values are strings
    test.text = isWord && !isTag ? lowerAscii(term.value.text) : term.value.text;
    test.strings = isTag ? JsonComparison::Strings::MayBeNumbers : JsonComparison::Strings::Strict;
    return test;
}

std::optional<JsonTest> comparisonTest(const FilterTerm &term, FilterFault &fault)
{
    JsonComparison test = comparisonWith(term);
    const bool hasOrder =
        test.type == JsonValue::Type::Number || test.type == JsonValue::Type::String;
    if (isOrder(test.comparison) && !hasOrder) {
        fault = operatorFault(term, "= or != with " + term.value.text);
        return {};
    }
    return JsonTest{std::move(test)};
}

std::optional<JsonTest> testOf(const FilterTerm &term, FilterFault &fault)
{
    if (!term.comparison) {
        return JsonTest{JsonExists()};
    }
    if (*term.comparison == FilterOperator::Matches) {
        std::optional<RegularExpression> expression = compileExpression(term.value, fault);
        return expression ? std::optional(JsonTest{*std::move(expression)}) : std::nullopt;
    }
    if (term.value.form == FilterValue::Form::Expression) {
        fault = valueFault(term.value, "a regular expression goes with ~ only");
        return {};
    }
    const bool isColon = *term.comparison == FilterOperator::Colon;
    const bool isPerson = term.field == FilterField::User || term.field == FilterField::Client;
    if (isColon && isPerson) {
        return JsonTest{JsonGlob{term.value.text}};
    }
    if (isColon || *term.comparison == FilterOperator::Contains) {
        return JsonTest{TextSearch(term.value.text)};
    }
    return comparisonTest(term, fault);
}

/** A user is a string, even where it looks like a number. */
FilterTerm personTerm(FilterTerm term)
{
    const bool isUser = term.field == FilterField::User;
    term.path = {{JsonStep::Kind::Member, isUser ? "user" : "client", 0}};
    if (term.value.form == FilterValue::Form::Bare) {
        term.value.form = FilterValue::Form::Quoted;
    }
    return term;
}

} // namespace

FilterNodePtr jsonCondition(const FilterTerm &written, FilterFault &fault)
{
    const bool isPerson =
        written.field == FilterField::User || written.field == FilterField::Client;
    const FilterTerm term = isPerson ? personTerm(written) : written;
    std::optional<JsonTest> test = testOf(term, fault);
    if (!test) {
        return nullptr;
    }
    RequiredText required = requiredText(term, *test);
    return std::make_unique<JsonCondition>(term, *std::move(test), std::move(required));
}

FilterNodePtr jsonListCondition(const FilterTerm &written, const std::vector<FilterValue> &values,
                                RequiredText required)
{
    const bool isPerson =
        written.field == FilterField::User || written.field == FilterField::Client;
    FilterTerm term = written;
    std::vector<JsonComparison> equalities;
    for (const FilterValue &value : values) {
        term = written;
        term.value = value;
        term = isPerson ? personTerm(term) : term;
        equalities.push_back(comparisonWith(term));
    }
    return std::make_unique<JsonCondition>(term, JsonTest{JsonSet(std::move(equalities))},
                                           std::move(required));
}
