// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/explain/explanation.h"

#include <chrono>
#include <optional>

/** A problem shown in the strip above the log, with its cause and what to do. */
struct Notice
{
    enum class Topic {
        None,
        Connection,
        Channel,
        LocalServer,
        Overload,
        DemoTraffic,
        Journal,
        Watcher, ///< one could not be added
        File ///< a file could not be opened or written
    };

    Topic topic = Topic::None;
    Explanation explanation;
    QString watcher{}; ///< whose connection it is about, if not the first watcher's
    QString channel; ///< for Topic::Channel: the channel whose error is explained
    bool isSerious = true; ///< false where nothing needs to be done
    bool offersRetry = false; ///< shows the button to try again
    std::optional<std::chrono::nanoseconds> retryAt; ///< monotonic time of the next attempt

    bool isEmpty() const { return topic == Topic::None; }
    friend bool operator==(const Notice &, const Notice &) = default;
};
