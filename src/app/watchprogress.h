// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/remainingchannels.h"
#include "monitor/entry/entry.h"

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

struct WatchRequest;

/** The states of the watchers of a command, and which channels they have left: whether there is
 * anything left to wait for. A plain value. */
class WatchProgress
{
public:
    explicit WatchProgress(const std::vector<WatchRequest> &requests);

    /** What a row of kind Connection or Subscription means for the command. */
    enum class Meaning {
        GoesOn,
        LosesSome, ///< a watcher or one of its channels was refused or ended; others are left
        LosesAll, ///< as before, and nothing is left
        Disabled
    };
    Meaning follow(const Entry &entry);

    /** Its connection was refused, which is final. */
    bool isRefused(std::string_view watcher) const;
    /** Whose state this is not; empty names as well. */
    QStringList notIn(SessionState state) const;
    /** Those that are connected or connecting. */
    std::vector<std::string> up() const;
    SessionState stateOfFirst() const { return m_watchers.front().state; }

private:
    struct Watcher
    {
        std::string name;
        RemainingChannels channels;
        SessionState state = SessionState::Offline;

        bool isOver() const { return state == SessionState::Refused || channels.isEmpty(); }
    };

    Meaning followChannel(Watcher &watcher, const Entry &entry) const;
    Meaning loss() const;

    std::vector<Watcher> m_watchers;
};
