// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

/** What became of one publish at one watcher. */
struct WatcherReceipt
{
    enum class State {
        Waiting, ///< subscribed, and the push has not come yet
        Seen,
        Likely, ///< a push with the same payload came
        NotSubscribed, ///< the watcher does not watch the channel
        Refused, ///< the server refused its connection, or refused or ended its subscription
        Away, ///< it was not connected, or not subscribed just then
        Filtered, ///< its tags filter leaves the message out
        Missing ///< subscribed all the time, and no push came
    };

    QString watcher; ///< its name
    State state = State::Waiting;
    std::optional<std::chrono::nanoseconds> pushTime{}; ///< call to push
    bool wasInterrupted = false; ///< while it waited
    quint32 code = 0; ///< of a refusal
    QString reason{}; ///< of a refusal, the server's words

    bool hasSeen() const { return state == State::Seen || state == State::Likely; }

    friend bool operator==(const WatcherReceipt &, const WatcherReceipt &) = default;
};

using WatcherReceipts = std::vector<WatcherReceipt>;

inline qsizetype seenCount(const WatcherReceipts &receipts)
{
    return std::ranges::count_if(receipts, &WatcherReceipt::hasSeen);
}

inline bool areWaiting(const WatcherReceipts &receipts)
{
    return std::ranges::find(receipts, WatcherReceipt::State::Waiting, &WatcherReceipt::state)
        != receipts.end();
}
