// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"

#include <QtGlobal>

#include <string>

/** The text has to be a filter. */
inline Filter compiledFilter(std::string_view text)
{
    const Filter::Compiled compiled = Filter::compile(text);
    if (compiled.fault) {
        qFatal("%s: %s", std::string(text).c_str(), compiled.fault->message.c_str());
    }
    return compiled.filter;
}

inline bool matches(std::string_view filter, const Entry &entry)
{
    return FilterRun(compiledFilter(filter)).matches(entry);
}
