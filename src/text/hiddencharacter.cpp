// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/hiddencharacter.h"

#include <algorithm>
#include <iterator>

namespace Text {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

constexpr Range Hidden[] = {
    {0x0000, 0x001F}, // C0
    {0x007F, 0x009F}, // DEL and C1
    {0x00AD, 0x00AD}, // soft hyphen
    {0x034F, 0x034F}, // combining grapheme joiner
    {0x061C, 0x061C}, // Arabic letter mark
    {0x115F, 0x1160}, // Hangul fillers
    {0x17B4, 0x17B5}, // Khmer inherent vowels
    {0x180B, 0x180F}, // Mongolian selectors and vowel separator
    {0x200B, 0x200F}, // zero width, direction marks
    {0x2028, 0x202E}, // separators, embeddings and overrides
    {0x2060, 0x206F}, // word joiner, invisible operators, isolates
    {0x3164, 0x3164}, // Hangul filler
    {0xFEFF, 0xFEFF}, // byte order mark
    {0xFFA0, 0xFFA0}, // halfwidth Hangul filler
    {0xFFF9, 0xFFFB}, // interlinear annotation
    {0x1BCA0, 0x1BCA3}, // shorthand format controls
    {0x1D173, 0x1D17A}, // musical format controls
    {0xE0000, 0xE0FFF}, // tags and selectors
};

} // namespace

bool isHiddenCharacter(char32_t character)
{
    const auto *range = std::find_if(std::begin(Hidden), std::end(Hidden),
                                     [character](Range r) { return character <= r.last; });
    return range != std::end(Hidden) && character >= range->first;
}

} // namespace Text
