// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

/**
 * The longest text that stands in everything the regular expression matches, as far as a look at
 * it tells; empty when none is found. Text without it need not be matched at all.
 */
std::string requiredLiteral(std::string_view pattern, bool ignoresCase);
