// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filterfields.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace {

constexpr std::array<FilterFieldName, 16> Names = {{
    {"channel", FilterField::Channel},
    {"user", FilterField::User},
    {"watcher", FilterField::Watcher},
    {"kind", FilterField::Kind},
    {"data", FilterField::Data},
    {"tag", FilterField::Tag},
    {"size", FilterField::Size},
    {"offset", FilterField::Offset},
    {"latency", FilterField::Latency},
    {"time", FilterField::Time},
    {"number", FilterField::Number},
    {"code", FilterField::Code},
    {"state", FilterField::State},
    {"client", FilterField::Client},
    {"epoch", FilterField::Epoch},
    {"info", FilterField::Info},
}};

/** The edit distance (Levenshtein) of two words. */
std::size_t distance(std::string_view left, std::string_view right)
{
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::span<const FilterFieldName> filterFieldNames()
{
    return Names;
}

std::optional<FilterField> filterField(std::string_view name)
{
    const auto found = std::ranges::find(Names, name, &FilterFieldName::name);
    return found == Names.end() ? std::nullopt : std::optional(found->field);
}

std::string suggestion(std::string_view word, std::span<const std::string_view> words)
{
    constexpr std::size_t Longest = 32;
    constexpr std::size_t Near = 2;
    if (word.size() > Longest) {
        return {};
    }
    const auto nearest = std::ranges::min_element(
        words, {}, [word](std::string_view other) { return distance(word, other); });
    const std::size_t changes = nearest == words.end() ? Near + 1 : distance(word, *nearest);
    if (changes > Near || changes * 2 > word.size() + 1) {
        return {};
    }
    return ", did you mean " + std::string(*nearest) + "?";
}

std::string fieldSuggestion(std::string_view word)
{
    std::array<std::string_view, Names.size()> words;
    std::ranges::transform(Names, words.begin(), &FilterFieldName::name);
    return suggestion(word, words);
}

std::string_view operatorText(FilterOperator comparison)
{
    constexpr std::array<std::string_view, 10> Texts = {
        ":", "=", "!=", "<", "<=", ">", ">=", "~", "contains", "in"};
    return Texts.at(static_cast<std::size_t>(comparison));
}
