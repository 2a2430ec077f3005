// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>

namespace Centrifuge {

/** The shortest and the longest delay between two attempts. */
struct BackoffLimits
{
    std::chrono::milliseconds shortest{500};
    std::chrono::milliseconds longest{20000};
};

/**
 * The delay after `failures` earlier failures (from 0), with full jitter: the shortest delay plus a
 * random part whose range doubles with each failure. `random` is uniform in [0, 1).
 */
std::chrono::milliseconds backoffDelay(int failures, const BackoffLimits &limits, double random);

} // namespace Centrifuge
