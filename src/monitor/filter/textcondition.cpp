// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/entrywords.h"
#include "monitor/filter/filterconditions.h"
#include "monitor/filter/filterexpression.h"
#include "monitor/filter/filterscratch.h"
#include "monitor/filter/textsearch.h"

#include <utility>

namespace {

/** Whether one of the texts of the entry passes. */
template <typename Passes>
bool anyText(const Entry &entry, FilterScratch &scratch, const Passes &passes)
{
    if (entry.kind == EntryKind::Publication) {
        if (passes(entry.payload)) {
            return true;
        }
    } else {
        setStateLine(scratch.words, entry); // ends with the payload
        if (passes(scratch.words.empty() ? entry.payload : std::string_view(scratch.words))) {
            return true;
        }
    }
    return passes(entry.channel) || (!entry.info.empty() && passes(entry.info))
        || (!entry.tags.empty() && passes(entry.tags));
}

class TextCondition final : public FilterNode
{
public:
    explicit TextCondition(std::string_view text)
        : FilterNode(Cost::Text)
        , m_search(text)
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        return anyText(entry, scratch,
                       [this](std::string_view text) { return m_search.isIn(text); });
    }

private:
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
        return anyText(entry, scratch, [&](std::string_view text) {
            return m_expression.matches(text, scratch.room);
        });
    }

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
