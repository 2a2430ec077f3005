// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

/** Whether all of `text` matches the pattern: * is any number of bytes, ? one UTF-8 character. */
bool matchesGlob(std::string_view pattern, std::string_view text);
