// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/jsontest.h"
#include "monitor/filter/textsearch.h"

#include <optional>
#include <string_view>

/**
 * A cheap test that a condition makes before it parses a JSON text: whether the text may contain a
 * certain string, as a key or a value, as it is or with escapes. Immutable.
 */
class JsonPrefilter
{
public:
    /** Lets every text through. */
    JsonPrefilter() = default;
    /** The string `text`, given without escapes. */
    explicit JsonPrefilter(std::string_view text);
    /** The key `key` with a number for which the comparison holds. */
    JsonPrefilter(std::string_view key, JsonComparison number);

    bool mayBeIn(std::string_view json) const;

private:
    enum class Form { Anything, Plain, NeedsEscapes };

    bool standsIn(std::string_view json) const;
    bool mayHideIn(std::string_view json) const;

    Form m_form = Form::Anything;
    bool m_hasSlash = false;
    std::optional<TextSearch> m_search;
    std::optional<JsonComparison> m_number;
};
