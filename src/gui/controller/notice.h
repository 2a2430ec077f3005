// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/explain/explanation.h"

#include <chrono>
#include <optional>

/** What the strip above the log says: one trouble at a time, in plain words. */
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
        File ///< one that was chosen could not be opened or written
    };

    Topic topic = Topic::None;
    Explanation explanation;
    QString channel; ///< for Topic::Channel: the one whose answer is explained
    bool isSerious = true; ///< false: it passes by itself
    bool offersRetry = false; ///< a "Now" button makes sense
    std::optional<std::chrono::nanoseconds> retryAt; ///< monotonic

    bool isEmpty() const { return topic == Topic::None; }
    friend bool operator==(const Notice &, const Notice &) = default;
};
