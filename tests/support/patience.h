// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

/** How many times longer everything takes under a sanitizer. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int Slowness = 4;
#else
inline constexpr int Slowness = 1;
#endif

/** How long a test waits for what has to come, in milliseconds: enough for a loaded machine, and
 * short enough that a broken behaviour is red soon. */
inline constexpr int Patience = 10'000 * Slowness;
