// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <compare>
#include <string_view>

/** Whether it is a number as JSON writes them. */
bool isJsonNumber(std::string_view text);

/** Compares what two JSON numbers say, digit by digit: nothing is rounded. */
std::strong_ordering compareJsonNumbers(std::string_view left, std::string_view right);
