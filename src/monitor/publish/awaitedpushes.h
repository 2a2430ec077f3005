// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/values.h"
#include "monitor/publish/expectedpush.h"

#include <QtGlobal>

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

/** The publishes that no push has decided yet, by what a push can be matched with. Used by
 * RoundTripTracker only. */
class AwaitedPushes
{
public:
    void add(ExpectedPush expected);
    /** Null where it is decided. */
    ExpectedPush *find(quint64 id);
    void forget(quint64 id);
    /** The position that the API answered. */
    void setPosition(ExpectedPush &expected, const Centrifuge::StreamPosition &position);

    /** The publish at the position of the push, which has one; 0 for none. */
    quint64 atPositionOf(const PushFingerprint &push) const;
    /** The publish with the tag of the push; 0 for none. */
    quint64 withTagOf(const PushFingerprint &push) const;

    /** Those that a push may have to wait for, oldest first. */
    const std::deque<quint64> &waiters() const { return m_waiters; }
    /** Its time is over; a push may still decide it. */
    void stopWaiting(quint64 id);
    std::optional<std::chrono::nanoseconds> nextDeadline() const;

private:
    std::unordered_map<quint64, ExpectedPush> m_pushes;
    std::unordered_map<std::string, quint64> m_byTag;
    std::unordered_map<std::string, quint64> m_byPosition;
    std::deque<quint64> m_waiters;
};
