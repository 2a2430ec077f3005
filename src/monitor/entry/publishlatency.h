// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <optional>

struct Entry;

/** From the time in the tag that this program adds to what it publishes, on whichever machine it
 * ran, until the push arrived; nothing for messages without it, and for those read from the
 * history. Plain C++. */
std::optional<std::chrono::nanoseconds> publishLatency(const Entry &entry);
