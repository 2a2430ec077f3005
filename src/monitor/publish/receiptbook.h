// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/recentpushes.h"
#include "monitor/publish/watcherreceipt.h"

#include <QtGlobal>

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

struct RoundTrip;

/**
 * The publishes that not all watchers have received yet. The first push proves a publish; those of
 * the same message to other watchers are found here. Used by RoundTripTracker only.
 */
class ReceiptBook
{
public:
    static constexpr std::size_t Limit = 200; ///< publishes; the oldest are given up

    void open(quint64 id);
    /** Its push is known: those to others follow until the deadline. */
    void prove(const RoundTrip &trip, const PushFingerprint &push,
               std::chrono::nanoseconds deadline);
    void close(quint64 id);

    bool isEmpty() const { return m_open.empty(); }
    std::vector<quint64> ids() const;
    /** The publish whose message came to this watcher, too. */
    std::optional<quint64> find(const PushFingerprint &push) const;
    /** Whether this is the message of the proven publish, to a watcher who has not seen it. */
    bool isOf(quint64 id, const PushFingerprint &push) const;
    /** The watcher of the push has seen it. */
    void note(quint64 id, const PushFingerprint &push);
    std::vector<quint64> due(std::chrono::nanoseconds now) const;
    std::optional<std::chrono::nanoseconds> nextDeadline() const;

private:
    struct Open
    {
        quint64 id = 0;
        std::optional<PushFingerprint> proof;
        std::chrono::nanoseconds startedAt{0};
        std::chrono::nanoseconds deadline{0};
        std::vector<std::string> seen; // watchers

        bool isMessageOf(const PushFingerprint &push) const;
    };

    Open *at(quint64 id);
    const Open *at(quint64 id) const;

    std::deque<Open> m_open;
};

// Each changes the receipts of a publish.

/** A push came to a watcher. */
void noteReceipt(RoundTrip &trip, const PushFingerprint &push);
/** A row about a connection or a subscription: whether it ends the waiting of its watcher. */
bool followWatcher(RoundTrip &trip, const Entry &row);
/** Nobody waits any more. */
void endReceipts(RoundTrip &trip);
