// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

/**
 * The longest literal that every match of a regular expression contains; empty where none is found.
 * Texts without it need not be matched. What a condition requires goes into its RequiredText.
 */
std::string requiredLiteral(std::string_view pattern, bool ignoresCase);
