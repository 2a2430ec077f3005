// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/watchchannels.h"
#include "monitor/watch/watchsession.h"

#include <vector>

/**
 * The status of a session and of its channels. The rows are the truth: the status follows them, in
 * their order, and says what there is to signal of it. Owned by a WatchSession; main thread.
 */
class StatusTracker
{
public:
    const SessionStatus &status() const { return m_status; }
    WatchChannels &channels() { return m_channels; }
    const WatchChannels &channels() const { return m_channels; }

    /** A session begins, with all channels in this state. */
    void start(const QString &user, ChannelState state);
    void track(const Entry &arrival, std::vector<SessionChange> &changes);
    /** Counts the channels, and adds a change where the status shows how many there are. */
    void countChannels(std::vector<SessionChange> &changes);

    // False where later rows have made it void.
    bool setRetry(int attempt, std::chrono::nanoseconds at);
    bool setTokenExpiry(std::optional<std::chrono::microseconds> expiresAt);
    std::vector<SessionChange> addDuplicates(const QHash<QString, quint64> &counts);

private:
    void trackConnection(const Entry &arrival, std::vector<SessionChange> &changes);

    SessionStatus m_status;
    WatchChannels m_channels;
};
