// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/entry/entrynames.h"
#include "monitor/filter/filterconditions.h"
#include "monitor/filter/filterfields.h"
#include "monitor/filter/filterscratch.h"
#include "monitor/filter/glob.h"
#include "monitor/filter/textsearch.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>
#include <vector>

namespace {

struct Exactly
{
    std::string text;
    bool isWanted = true;
};

struct Glob
{
    std::string pattern;
};

struct Contained
{
    std::string text;
    TextSearch search{text};
};

using Test = std::variant<Exactly, Glob, Contained, RegularExpression>;

class StringCondition final : public FilterNode
{
public:
    StringCondition(FilterField field, Test test)
        : FilterNode(std::holds_alternative<RegularExpression>(test) ? Cost::Text : Cost::Few)
        , m_field(field)
        , m_test(std::move(test))
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        const std::string_view text = textOf(entry);
        if (text.empty()) {
            return false; // a field that the entry does not have matches nothing
        }
        if (const auto *exactly = std::get_if<Exactly>(&m_test)) {
            return (text == exactly->text) == exactly->isWanted;
        }
        if (const auto *glob = std::get_if<Glob>(&m_test)) {
            return matchesGlob(glob->pattern, text);
        }
        if (const auto *contained = std::get_if<Contained>(&m_test)) {
            return contained->search.isIn(text);
        }
        return std::get<RegularExpression>(m_test).matches(text, scratch.context);
    }

    RequiredText requiredText() const override
    {
        if (m_field != FilterField::Channel) {
            return {}; // not among the texts of anyText()
        }
        if (const auto *exactly = std::get_if<Exactly>(&m_test)) {
            return exactly->isWanted ? RequiredText::text(exactly->text) : RequiredText();
        }
        if (const auto *glob = std::get_if<Glob>(&m_test)) {
            return RequiredText::glob(glob->pattern, RequiredText::Kind::Text);
        }
        if (const auto *contained = std::get_if<Contained>(&m_test)) {
            return RequiredText::text(contained->text);
        }
        return RequiredText::text(std::get<RegularExpression>(m_test).requiredLiteral());
    }

private:
    std::string_view textOf(const Entry &entry) const
    {
        switch (m_field) {
        case FilterField::Channel:
            return entry.channel;
        case FilterField::Watcher:
            return entry.watcher;
        case FilterField::Epoch:
            return entry.epoch;
        case FilterField::Kind:
            return kindName(entry).label;
        case FilterField::State:
            return stateName(entry).label;
        default:
            return {};
        }
    }

    const FilterField m_field;
    const Test m_test;
};

/** Checks a kind or a state, which is one of a few words. */
bool isKnownWord(const FilterTerm &term, FilterFault &fault)
{
    const bool isKind = term.field == FilterField::Kind;
    const auto names = isKind ? kindNames() : stateNames();
    std::vector<std::string_view> words;
    std::ranges::transform(names, std::back_inserter(words), &EntryName::label);
    if (std::ranges::find(words, term.value.text) != words.end()) {
        return true;
    }
    fault = valueFault(term.value,
                       (isKind ? "unknown kind '" : "unknown state '") + term.value.text + '\''
                           + suggestion(term.value.text, words));
    return false;
}

/** The names without spaces, as `--json` writes them. */
void useLabelOfKind(FilterValue &value)
{
    const auto names = kindNames();
    const auto found = std::ranges::find(names, value.text, &EntryName::id);
    if (found != names.end()) {
        value.text = found->label;
    }
}

} // namespace

FilterNodePtr stringCondition(const FilterTerm &written, FilterFault &fault)
{
    FilterTerm term = written;
    const bool isWord = term.field == FilterField::Kind || term.field == FilterField::State;
    if (*term.comparison == FilterOperator::Matches && !isWord) {
        std::optional<RegularExpression> expression = compileExpression(term.value, fault);
        return expression ? std::make_unique<StringCondition>(term.field, *std::move(expression))
                          : nullptr;
    }
    if (term.value.form == FilterValue::Form::Expression) {
        fault = valueFault(term.value, "a regular expression goes with ~ only");
        return nullptr;
    }
    const bool isKnownOperator = *term.comparison == FilterOperator::Colon
        || *term.comparison == FilterOperator::Equal || *term.comparison == FilterOperator::NotEqual
        || (*term.comparison == FilterOperator::Contains && !isWord);
    if (!isKnownOperator) {
        fault = operatorFault(term, isWord ? ": = != or in" : ": = != ~ in or contains");
        return nullptr;
    }
    if (term.field == FilterField::Kind) {
        useLabelOfKind(term.value);
    }
    if (isWord && !isKnownWord(term, fault)) {
        return nullptr;
    }
    switch (*term.comparison) {
    case FilterOperator::Colon:
        if (isWord) {
            return std::make_unique<StringCondition>(term.field, Exactly{term.value.text, true});
        }
        return std::make_unique<StringCondition>(term.field, Glob{term.value.text});
    case FilterOperator::Contains:
        return std::make_unique<StringCondition>(term.field, Contained{term.value.text});
    default:
        return std::make_unique<StringCondition>(
            term.field, Exactly{term.value.text, *term.comparison == FilterOperator::Equal});
    }
}
