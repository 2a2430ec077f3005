// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterconditions.h"
#include "monitor/filter/foreignnotation.h"

#include <utility>

FilterNodePtr entryCondition(const FilterTerm &term, FilterFault &fault)
{
    if (std::optional<FilterFault> foreign = foreignValue(term)) {
        fault = *std::move(foreign);
        return nullptr;
    }
    switch (term.field) {
    case FilterField::Channel:
    case FilterField::Watcher:
    case FilterField::Kind:
    case FilterField::Epoch:
    case FilterField::State:
        return stringCondition(term, fault);
    case FilterField::Number:
    case FilterField::Offset:
    case FilterField::Size:
    case FilterField::Code:
    case FilterField::Time:
    case FilterField::Latency:
        return numberCondition(term, fault);
    default:
        return jsonCondition(term, fault);
    }
}
