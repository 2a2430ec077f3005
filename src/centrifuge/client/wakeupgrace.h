// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <utility>

namespace Centrifuge {

/**
 * A time limit that is noticed much too late: the process slept or was stopped, and what came
 * meanwhile may still lie unread in the socket. Then the loop gets one chance to read it first.
 */
class WakeupGrace
{
public:
    static constexpr std::chrono::milliseconds Length{100};

    /** Whether to wait once for Length more; `overdue` is the time since the limit. */
    bool begin(std::chrono::nanoseconds overdue)
    {
        return overdue > Tolerance && !std::exchange(m_isGiven, true);
    }
    void reset() { m_isGiven = false; }

private:
    static constexpr std::chrono::milliseconds Tolerance{1000};

    bool m_isGiven = false;
};

} // namespace Centrifuge
