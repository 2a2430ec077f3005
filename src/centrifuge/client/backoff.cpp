// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/backoff.h"

#include <algorithm>
#include <cmath>

namespace Centrifuge {

std::chrono::milliseconds backoffDelay(int failures, const BackoffLimits &limits, double random)
{
    constexpr int HighestExponent = 31;
    const auto shortest = double(limits.shortest.count());
    const auto longest = double(limits.longest.count());
    const double widest =
        std::min(longest, std::ldexp(shortest, std::clamp(failures, 0, HighestExponent)));
    const double delay = shortest + std::floor(std::clamp(random, 0.0, 1.0) * (widest + 1));
    return std::chrono::milliseconds(std::int64_t(std::min(longest, delay)));
}

} // namespace Centrifuge
