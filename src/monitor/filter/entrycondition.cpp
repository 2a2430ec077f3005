// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterconditions.h"

FilterNodePtr entryCondition(const FilterTerm &term, FilterFault &fault)
{
    switch (term.field) {
    case FilterField::Channel:
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
