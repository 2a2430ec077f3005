// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/entrywalk.h"

#include <chrono>

class SignalWatcher;

/** Cancels the walk of a command over a file when a signal arrives. */
class SignalCancellation
{
public:
    explicit SignalCancellation(SignalWatcher &watcher)
        : m_watcher(watcher)
    {
    }

    /** Call often: checks for a signal every 20 ms. */
    void poll(WalkProgress &progress);
    /** The same at once: a signal may have ended the last write. */
    void pollNow(WalkProgress &progress);
    /** The exit code after a signal, else 0. */
    int signal() const { return m_signal; }

private:
    SignalWatcher &m_watcher;
    std::chrono::steady_clock::time_point m_next;
    int m_signal = 0;
};
