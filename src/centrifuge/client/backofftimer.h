// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>

class QObject;

namespace Centrifuge {

struct ClientOptions;
class Clock;
class Timer;

/** A timer whose delay grows with each failure in a row, with jitter. I/O thread. */
class BackoffTimer
{
public:
    /** `options` must have a random function; it, the clock and `parent` must outlive this object.
     * `timeout` may destroy it. */
    BackoffTimer(const ClientOptions &options, const Clock &clock, QObject &parent,
                 std::function<void()> timeout);

    /** Counts one more failure; returns the delay. */
    std::chrono::milliseconds start();
    void stop();
    bool isActive() const;

    int failures() const { return m_failures; } ///< in a row
    void forgetFailures() { m_failures = 0; }

private:
    const ClientOptions &m_options;
    const Clock &m_clock;
    QObject &m_parent;
    const std::function<void()> m_timeout;
    Timer *m_timer = nullptr; ///< created when first needed: most subscriptions never fail
    int m_failures = 0;
};

} // namespace Centrifuge
