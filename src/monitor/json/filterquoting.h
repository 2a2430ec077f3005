// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

// Names and strings as a filter writes them.

/** Whether a filter can hold `text` without quotes: letters, digits and `_`, and after the first of
 * them also the characters of `alsoInside`. */
bool isBareWord(std::string_view text, std::string_view alsoInside);

/** Any bytes as a string of a filter, quotes included, on one line of visible UTF-8. */
std::string quotedForFilter(std::string_view bytes);
