// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/signalcancellation.h"

#include "app/signalwatcher.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds Interval(20); // each check is a system call

} // namespace

void SignalCancellation::poll(WalkProgress &progress)
{
    const Clock::time_point now = Clock::now();
    if (now >= m_next) {
        m_next = now + Interval;
        pollNow(progress);
    }
}

void SignalCancellation::pollNow(WalkProgress &progress)
{
    if (m_signal == 0) {
        m_signal = m_watcher.takeSignal();
        progress.cancelled = m_signal != 0;
    }
}
