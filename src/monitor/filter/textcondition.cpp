// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/entrytexts.h"
#include "monitor/filter/filterconditions.h"
#include "monitor/filter/filterexpression.h"
#include "monitor/filter/filterscratch.h"
#include "monitor/filter/textsearch.h"

#include <string>
#include <utility>

namespace {

class TextCondition final : public FilterNode
{
public:
    explicit TextCondition(std::string_view text)
        : FilterNode(Cost::Text)
        , m_text(text)
        , m_search(text)
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        return anyText(entry, scratch.words,
                       [this](std::string_view text) { return m_search.isIn(text); });
    }
    NeededText neededText() const override { return NeededText::text(m_text); }

private:
    const std::string m_text;
    const TextSearch m_search;
};

class ExpressionCondition final : public FilterNode
{
public:
    explicit ExpressionCondition(RegularExpression expression)
        : FilterNode(Cost::Expression)
        , m_expression(std::move(expression))
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        return anyText(entry, scratch.words, [&](std::string_view text) {
            return m_expression.matches(text, scratch.context);
        });
    }
    NeededText neededText() const override { return NeededText::text(m_expression.required()); }

private:
    const RegularExpression m_expression;
};

} // namespace

FilterNodePtr textCondition(std::string_view text)
{
    return std::make_unique<TextCondition>(text);
}

FilterNodePtr expressionCondition(const FilterValue &value, FilterFault &fault)
{
    std::optional<RegularExpression> expression = expressionOf(value, fault);
    return expression ? std::make_unique<ExpressionCondition>(*std::move(expression)) : nullptr;
}
