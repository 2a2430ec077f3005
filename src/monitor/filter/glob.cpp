// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/glob.h"

#include "text/utf8.h"

#include <cstddef>

namespace {

std::size_t afterCharacter(std::string_view text, std::size_t at)
{
    ++at;
    while (at < text.size() && Text::isContinuation(text[at])) {
        ++at;
    }
    return at;
}

} // namespace

bool matchesGlob(std::string_view pattern, std::string_view text)
{
    std::size_t inPattern = 0;
    std::size_t inText = 0;
    std::size_t star = std::string_view::npos; // behind the last * that was passed
    std::size_t starText = 0; // where the rest of the pattern was last tried
    while (inText < text.size()) {
        const char wanted = inPattern < pattern.size() ? pattern[inPattern] : '\0';
        if (inPattern < pattern.size() && wanted == '*') {
            star = ++inPattern;
            starText = inText;
        } else if (inPattern < pattern.size() && wanted == '?') {
            ++inPattern;
            inText = afterCharacter(text, inText);
        } else if (inPattern < pattern.size() && wanted == text[inText]) {
            ++inPattern;
            ++inText;
        } else if (star != std::string_view::npos) {
            inPattern = star;
            inText = ++starText;
        } else {
            return false;
        }
    }
    while (inPattern < pattern.size() && pattern[inPattern] == '*') {
        ++inPattern;
    }
    return inPattern == pattern.size();
}
