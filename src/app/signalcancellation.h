// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/entrywalk.h"

#include <chrono>

class SignalWatcher;

/** How a command over a file ends: a signal cancels its walk. */
class SignalCancellation
{
public:
    explicit SignalCancellation(SignalWatcher &watcher)
        : m_watcher(watcher)
    {
    }

    /** To be called often. */
    void poll(WalkProgress &progress);
    /** The exit code once a signal came, else 0. */
    int signal() const { return m_signal; }

private:
    SignalWatcher &m_watcher;
    std::chrono::steady_clock::time_point m_next;
    int m_signal = 0;
};
