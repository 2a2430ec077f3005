// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

/** Whether the whole of `text` fits: * is any number of bytes, ? one character of UTF-8. */
bool matchesGlob(std::string_view pattern, std::string_view text);
