// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/filter/filterexclusion.h"

#include <QString>

#include <optional>

/** What is wrong with the text of a filter, and where, in characters of a QString. */
struct FilterTextFault
{
    int offset = 0;
    int length = 0; ///< of what to mark; 0 only at the end of the text
    QString message; ///< without a full stop
};

struct FilterText
{
    Filter filter; ///< lets everything through when there is a fault
    std::optional<FilterTextFault> fault;
};

/** Filter::compile() for text as Qt has it. */
FilterText compileFilter(const QString &text);

/** Why a filter lets nothing through, as a sentence without a full stop. */
QString exclusionText(const FilterExclusion::Strictest &strictest);
