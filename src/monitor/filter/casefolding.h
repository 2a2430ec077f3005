// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

// Simple case folding of the letters most used: ASCII, Latin-1, Latin Extended-A, Greek, Cyrillic
// and Armenian. Both cases of each have the same length in UTF-8.

/** The lower case of a letter; anything else as it is. */
char32_t toLower(char32_t character);
/** The upper case of a lower-case letter; anything else as it is. */
char32_t toUpper(char32_t character);

// The lower-case letter with two forms.
constexpr char32_t Sigma = 0x3C3;
constexpr char32_t FinalSigma = 0x3C2;
/** The same for all forms of a letter. */
char32_t folded(char32_t character);
/** The letters of ASCII in lower case. */
std::string lowerAscii(std::string_view text);
