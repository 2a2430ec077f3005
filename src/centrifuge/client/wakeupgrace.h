// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <utility>

namespace Centrifuge {

/**
 * Extends a time limit once when it is noticed much too late: the process was suspended, and what
 * arrived meanwhile may be unread in the socket, so the event loop gets a chance to read it first.
 */
class WakeupGrace
{
public:
    static constexpr std::chrono::milliseconds Length{100};

    /** Returns whether to wait for Length more; `overdue` is the time since the limit. */
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
