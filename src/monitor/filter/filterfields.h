// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filterterm.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

struct FilterFieldName
{
    std::string_view name;
    FilterField field;
};

/** In the order in which they are offered. */
std::span<const FilterFieldName> filterFieldNames();
std::optional<FilterField> filterField(std::string_view name);

/** ", did you mean channel?" for what is almost one of the words; else empty. */
std::string suggestion(std::string_view word, std::span<const std::string_view> words);
std::string fieldSuggestion(std::string_view word);
