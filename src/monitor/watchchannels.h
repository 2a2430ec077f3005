// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watchsession.h"

#include <QList>

#include <string>
#include <unordered_map>
#include <vector>

/** The channels of a session and what arrivals say about them. Main thread. */
class WatchChannels
{
public:
    /** Keeps what it knows of channels that stay; returns those that are gone. */
    QStringList replace(const QStringList &channels);
    /** False for an empty name and one that is there already. */
    bool add(const QString &channel, ChannelState state);
    bool remove(const QString &channel);
    bool contains(const QString &channel) const;

    /** Takes an arrival in; its channel's status when that changed other than by a count. */
    const ChannelStatus *note(const Arrival &arrival);
    const ChannelStatus *addDuplicates(const QString &channel, quint64 count);
    void setAll(ChannelState state);
    /** The connection is over: nothing is subscribed or about to be. Those that were. */
    QList<ChannelStatus> endAll();
    ChannelStatus clearGap(const QString &channel);

    const QList<ChannelStatus> &list() const { return m_list; }
    QStringList names() const;
    QStringList namesWithGap() const;

private:
    void rebuildIndex();

    QList<ChannelStatus> m_list;
    std::unordered_map<std::string, qsizetype> m_index; // by UTF-8, for the arrivals
};
