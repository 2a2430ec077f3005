// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/entry/publishlatency.h"
#include "monitor/filter/filteramount.h"
#include "monitor/filter/filterconditions.h"
#include "monitor/filter/filterscratch.h"
#include "monitor/platform/displaytime.h"

#include <array>
#include <limits>
#include <utility>

namespace {

// All numbers of an entry are compared as unsigned ones of 64 bits; signed ones are shifted.
using Rank = std::uint64_t;

constexpr Rank Lowest = 0;
constexpr Rank Highest = std::numeric_limits<Rank>::max();

Rank rankOf(std::int64_t value)
{
    return static_cast<Rank>(value) ^ (Rank(1) << 63);
}

/** From `first` to `last`, both included; empty where `first` is greater. */
struct Span
{
    Rank first = Lowest;
    Rank last = Highest;
    bool isWanted = true; ///< false: matches what is outside

    bool passes(Rank value) const { return (value >= first && value <= last) == isWanted; }
};

enum class Measure { Number, Offset, Size, Code, TimeOfDay, Time, Latency };

class NumberCondition final : public FilterNode
{
public:
    NumberCondition(Measure measure, Span span)
        : FilterNode(measure == Measure::Latency ? Cost::Few : Cost::Nothing)
        , m_measure(measure)
        , m_span(span)
    {
    }

    bool matches(const Entry &entry, FilterScratch &scratch) const override
    {
        const std::optional<Rank> value = valueOf(entry, scratch);
        return value && m_span.passes(*value);
    }

private:
    std::optional<Rank> valueOf(const Entry &entry, FilterScratch &scratch) const
    {
        switch (m_measure) {
        case Measure::Number:
            return entry.number;
        case Measure::Offset:
            return entry.offset == 0 ? std::nullopt : std::optional<Rank>(entry.offset);
        case Measure::Size:
            return entry.payloadSize();
        case Measure::Code:
            return entry.code() == 0 ? std::nullopt : std::optional<Rank>(entry.code());
        case Measure::TimeOfDay:
            return isKnownTime(entry.wall)
                ? std::optional(rankOf(scratch.clock.timeOfDay(entry.wall).count()))
                : std::nullopt;
        case Measure::Time:
            return isKnownTime(entry.wall) ? std::optional(rankOf(entry.wall.count()))
                                           : std::nullopt;
        case Measure::Latency:
            if (const auto latency = publishLatency(entry)) {
                return rankOf(latency->count());
            }
            break;
        }
        return {};
    }

    const Measure m_measure;
    const Span m_span;
};

/** A bound of a range: the first and the last value it stands for. */
struct Bound
{
    Rank first = 0;
    Rank last = 0;
    Measure measure = Measure::Number;
};

constexpr std::array<FilterUnit, 1> NoUnits = {{{"", 1}}};
constexpr std::array<FilterUnit, 6> SizeUnits = {
    {{"", 1}, {"b", 1}, {"k", 1024}, {"kb", 1024}, {"m", 1024 * 1024}, {"mb", 1024 * 1024}}};
constexpr std::array<FilterUnit, 4> LatencyUnits = {
    {{"us", 1000}, {"\u00b5s", 1000}, {"ms", 1'000'000}, {"s", 1'000'000'000}}};

std::optional<Bound> amountBound(std::string_view text, Measure measure)
{
    if (measure == Measure::Latency) {
        const bool isNegative = text.starts_with('-');
        const auto amount = parseAmount(text.substr(isNegative ? 1 : 0), LatencyUnits);
        if (!amount || *amount > static_cast<std::uint64_t>(INT64_MAX)) {
            return {};
        }
        const auto signedAmount = static_cast<std::int64_t>(*amount);
        const Rank rank = rankOf(isNegative ? -signedAmount : signedAmount);
        return Bound{rank, rank, measure};
    }
    const auto amount =
        measure == Measure::Size ? parseAmount(text, SizeUnits) : parseAmount(text, NoUnits);
    return amount ? std::optional(Bound{*amount, *amount, measure}) : std::nullopt;
}

std::optional<Bound> boundOf(std::string_view text, Measure measure)
{
    if (measure != Measure::TimeOfDay) {
        return amountBound(text, measure);
    }
    const std::optional<FilterTime> time = parseTime(text);
    if (!time) {
        return {};
    }
    return Bound{rankOf(time->microseconds), rankOf(time->microseconds + time->precision - 1),
                 time->hasDate ? Measure::Time : Measure::TimeOfDay};
}

std::string_view expectedValue(Measure measure)
{
    switch (measure) {
    case Measure::Size:
        return "expected a size such as 512, 10k or 1.5m";
    case Measure::TimeOfDay:
    case Measure::Time:
        return "expected a time such as 12:30, 12:30:05.25, 2026-11-24T12:30 or "
               "2026-11-24T12:30:05Z";
    case Measure::Latency:
        return "expected a latency such as 200us, 20ms or 1.5s";
    default:
        return "expected a whole number";
    }
}

Measure measureOf(FilterField field)
{
    switch (field) {
    case FilterField::Offset:
        return Measure::Offset;
    case FilterField::Size:
        return Measure::Size;
    case FilterField::Code:
        return Measure::Code;
    case FilterField::Time:
        return Measure::TimeOfDay;
    case FilterField::Latency:
        return Measure::Latency;
    default:
        return Measure::Number;
    }
}

Span spanOf(FilterOperator comparison, const Bound &bound)
{
    constexpr Span None{Highest, Lowest, true};
    switch (comparison) {
    case FilterOperator::Less:
        return bound.first == Lowest ? None : Span{Lowest, bound.first - 1, true};
    case FilterOperator::LessOrEqual:
        return {Lowest, bound.last,
                true}; // a value written in milliseconds includes all of its microseconds
    case FilterOperator::Greater:
        return bound.first == Highest ? None : Span{bound.first + 1, Highest, true};
    case FilterOperator::GreaterOrEqual:
        return {bound.first, Highest, true};
    default:
        return {bound.first, bound.last, comparison != FilterOperator::NotEqual};
    }
}

/** 1200..1300, 1200.. or ..1300 */
FilterNodePtr rangeCondition(const FilterTerm &term, Measure measure, FilterFault &fault)
{
    const std::string_view text = term.value.text;
    const std::size_t dots = text.find("..");
    Span span;
    span.isWanted = *term.comparison != FilterOperator::NotEqual;
    std::optional<Measure> found;
    for (const bool isFirst : {true, false}) {
        const std::string_view part = isFirst ? text.substr(0, dots) : text.substr(dots + 2);
        const std::optional<Bound> bound = boundOf(part, measure);
        if (part.empty()) {
            continue;
        }
        const std::size_t at = term.value.place.offset + (isFirst ? 0 : dots + 2);
        if (!bound) {
            fault = {at, part.size(), std::string(expectedValue(measure))};
            return nullptr;
        }
        if (found && *found != bound->measure) {
            fault = {at, part.size(), "either both or none of the times may have a date"};
            return nullptr;
        }
        found = bound->measure;
        (isFirst ? span.first : span.last) = isFirst ? bound->first : bound->last;
    }
    if (!found) {
        fault = valueFault(term.value, "expected a number beside ..");
        return nullptr;
    }
    if (span.first <= span.last) {
        return std::make_unique<NumberCondition>(*found, span);
    }
    if (*found != Measure::TimeOfDay) {
        fault = valueFault(term.value,
                           "nothing is in this range: the smaller value comes first, as in "
                               + std::string(text.substr(dots + 2)) + ".."
                               + std::string(text.substr(0, dots)));
        return nullptr;
    }
    span = {span.last + 1, span.first - 1, !span.isWanted}; // across midnight
    return std::make_unique<NumberCondition>(*found, span);
}

} // namespace

FilterNodePtr numberCondition(const FilterTerm &term, FilterFault &fault)
{
    const Measure measure = measureOf(term.field);
    const FilterOperator comparison = *term.comparison;
    if (comparison == FilterOperator::Matches || comparison == FilterOperator::Contains) {
        fault = operatorFault(term, ": = != < <= > >= or in");
        return nullptr;
    }
    if (term.value.form == FilterValue::Form::Expression) {
        fault = valueFault(term.value, std::string(expectedValue(measure)));
        return nullptr;
    }
    const bool mayBeRange = comparison == FilterOperator::Colon
        || comparison == FilterOperator::Equal || comparison == FilterOperator::NotEqual;
    if (mayBeRange && term.value.text.find("..") != std::string::npos) {
        return rangeCondition(term, measure, fault);
    }
    const std::optional<Bound> bound = boundOf(term.value.text, measure);
    const bool isTooLarge = term.value.text.size() > 19 && measure != Measure::TimeOfDay
        && measure != Measure::Latency
        && term.value.text.find_first_not_of("0123456789") == std::string::npos;
    if (!bound && isTooLarge) {
        fault = valueFault(term.value, "this is larger than any " + term.name);
        return nullptr;
    }
    if (!bound) {
        fault = valueFault(term.value, std::string(expectedValue(measure)));
        return nullptr;
    }
    return std::make_unique<NumberCondition>(bound->measure, spanOf(comparison, *bound));
}
