// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"

#include <array>
#include <cstddef>
#include <optional>

class QString;

/**
 * How many of the requested channels are subscribed, and whether that makes a connection live: the
 * one definition for the window, the command line and their exit codes. A plain value.
 */
class SubscriptionTally
{
public:
    void add(ChannelState state) { ++count(state); }
    void remove(ChannelState state) { --count(state); }
    void change(ChannelState from, ChannelState to);
    void clear() { m_counts = {}; }

    int total() const;
    int subscribed() const { return m_counts[std::size_t(ChannelState::Subscribed)]; }
    /** Refused or ended by the server. */
    int unsubscribed() const { return m_counts[std::size_t(ChannelState::Unsubscribed)]; }

    /**
     * The state of an accepted connection: Live if every channel is subscribed, else Partial.
     * nullopt while an answer is awaited: the state stays as it is.
     */
    std::optional<SessionState> connectedState() const;
    /** "128 of 200 channels are subscribed" */
    QString text() const;

    friend bool operator==(const SubscriptionTally &, const SubscriptionTally &) = default;

private:
    int &count(ChannelState state) { return m_counts[std::size_t(state)]; }

    std::array<int, 3> m_counts{}; ///< by ChannelState
};
