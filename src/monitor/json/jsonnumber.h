// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <compare>
#include <string_view>

/** Whether `text` is a JSON number. */
bool isJsonNumber(std::string_view text);

/** Compares the values of two JSON numbers exactly, digit by digit. */
std::strong_ordering compareJsonNumbers(std::string_view left, std::string_view right);
