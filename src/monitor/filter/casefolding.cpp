// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/casefolding.h"

#include <algorithm>
#include <array>

namespace {

struct Letters
{
    char32_t first; // upper case
    char32_t last;
    char32_t toLower; // added; 1: upper and lower alternate, beginning with an upper one
};

constexpr std::array<Letters, 21> Alphabets = {{
    {'A', 'Z', 32},     {0xC0, 0xD6, 32}, // Latin-1 without the multiplication sign
    {0xD8, 0xDE, 32},   {0x100, 0x12F, 1}, // Latin Extended-A without the dotted and dotless i
    {0x132, 0x137, 1},  {0x139, 0x148, 1},  {0x14A, 0x177, 1},
    {0x179, 0x17E, 1},  {0x386, 0x386, 38}, // Greek
    {0x388, 0x38A, 37}, {0x38C, 0x38C, 64}, {0x38E, 0x38F, 63},
    {0x391, 0x3A1, 32}, {0x3A3, 0x3AB, 32}, {0x400, 0x40F, 80}, // Cyrillic
    {0x410, 0x42F, 32}, {0x460, 0x481, 1},  {0x48A, 0x4BF, 1},
    {0x4C1, 0x4CE, 1},  {0x4D0, 0x52F, 1},  {0x531, 0x556, 48}, // Armenian
}};

bool isUpperIn(const Letters &letters, char32_t character)
{
    return character >= letters.first && character <= letters.last
        && (letters.toLower != 1 || (character - letters.first) % 2 == 0);
}

} // namespace

char32_t toLower(char32_t character)
{
    const auto found = std::ranges::find_if(
        Alphabets, [character](const Letters &letters) { return isUpperIn(letters, character); });
    return found == Alphabets.end() ? character : character + found->toLower;
}

char32_t toUpper(char32_t character)
{
    const auto found = std::ranges::find_if(Alphabets, [character](const Letters &letters) {
        return character > letters.toLower && isUpperIn(letters, character - letters.toLower);
    });
    return found == Alphabets.end() ? character : character - found->toLower;
}

char32_t folded(char32_t character)
{
    if (character < 0x80) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }
    return character == FinalSigma ? Sigma : toLower(character);
}

std::string lowerAscii(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char byte) {
        return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
    });
    return lower;
}
