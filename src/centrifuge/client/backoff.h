// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>

namespace Centrifuge {

/** The shortest and the longest wait between two attempts. */
struct BackoffLimits
{
    std::chrono::milliseconds shortest{500};
    std::chrono::milliseconds longest{20000};
};

/**
 * How long to wait after `failures` earlier failures (from 0), with full jitter: the shortest wait
 * plus a random part that may double with each failure. `random` is uniform in [0, 1).
 */
std::chrono::milliseconds backoffDelay(int failures, const BackoffLimits &limits, double random);

} // namespace Centrifuge
