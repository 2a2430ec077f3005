// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/missingmessages.h"
#include "monitor/watch/watchsession.h"

#include <QHash>
#include <QList>

#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/**
 * The channels of a session and what arrivals say about them, in the order they were added. Adding,
 * removing and finding one costs the same however many there are. Main thread.
 */
class WatchChannels
{
public:
    /** Keeps what it knows of channels that stay; returns those that are gone. */
    QStringList replace(const QStringList &channels);
    /** Null for an empty name and one that is asked for already. One that is there because of the
     * server stays in its state. */
    const ChannelStatus *add(const QString &channel, ChannelState state);
    /** False for what is not there, and for what was not asked for and only the server can end. */
    bool remove(const QString &channel);
    bool contains(const QString &channel) const { return find(channel) != nullptr; }
    /** Null where there is none of that name; void once it is removed. */
    const ChannelStatus *find(const QString &channel) const;

    /** The most that the server can add to the list by itself; the log has them all. */
    static constexpr qsizetype MostServerSide = 1000;

    /** Takes an arrival in; its channel's status when that changed other than by a count. What the
     * server subscribes us to comes and goes here, too. */
    const ChannelStatus *track(const Entry &arrival);
    const ChannelStatus *addDuplicates(const QString &channel, quint64 count);
    void setAll(ChannelState state);
    /** The connection is over: nothing is subscribed or about to be. Those that were. */
    QList<ChannelStatus> endAll();
    /** How far each channel is in the log, the server's too, where that is known. */
    QHash<QString, KeptPosition> positions() const;
    void forgetPositions();
    /** These are to begin with what their history holds, the next time they are subscribed. */
    void awaitBacklog(const QStringList &channels);
    QStringList awaitingBacklog() const;
    ChannelStatus clearGap(const QString &channel);
    void forgetMissing() { m_missing.clear(); }
    ChannelStatus acknowledgeGap(const QString &channel);
    /** Of all channels since the last clear, those too that are not in the list any more. */
    quint64 missingCount() const { return m_missing.count(); }

    bool isEmpty() const { return m_list.empty(); }
    QList<ChannelStatus> list() const { return {m_list.cbegin(), m_list.cend()}; }
    QStringList names() const; ///< without those that the server added
    QStringList namesWithGap() const; ///< proven or possible, or one that may be fetched
    QStringList unsubscribedNames() const; ///< of those that were asked for
    const SubscriptionTally &requested() const { return m_requested; }

private:
    /** Of texts that are no std::string, too. */
    struct Hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    using Statuses = std::list<ChannelStatus>;
    using Index = std::unordered_map<std::string, Statuses::iterator, Hash, std::equal_to<>>;

    ChannelStatus *find(std::string_view channel);
    /** Adds a channel that the server subscribed; null for other arrivals or without room. */
    ChannelStatus *addServerSide(const Entry &arrival);
    const ChannelStatus *trackState(ChannelStatus &status, const Entry &arrival);
    ChannelStatus *append(const QString &channel, ChannelState state, bool isRequested);
    void append(ChannelStatus status);
    void setState(ChannelStatus &status, ChannelState state);
    void addGap(ChannelStatus &status, const Entry &arrival);
    void endFetch(ChannelStatus &status, const Entry &arrival,
                  const std::optional<OffsetGap> &ended);
    void erase(std::string_view channel);

    MissingMessages m_missing;
    Statuses m_list;
    qsizetype m_serverSide = 0; ///< how many of the list nobody here asked for
    SubscriptionTally m_requested; ///< the others
    ChannelStatus m_ended; ///< the last that the server took from the list
    Index m_index; // by UTF-8
    const Index::value_type *m_lastFound = nullptr; // of it
};
