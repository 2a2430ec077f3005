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
 * The channels of a session with their status, in the order they were added. Adding, removing and
 * finding one takes constant time. Main thread.
 */
class WatchChannels
{
public:
    /** Keeps the status of channels that stay; returns those that were removed. */
    QStringList replace(const QStringList &channels);
    /** Null for an empty name and for a channel that was requested before. One that the server has
     * added keeps its state. */
    const ChannelStatus *add(const QString &channel, ChannelState state);
    /** False if there is no such channel, or if only the server can end it. */
    bool remove(const QString &channel);
    bool contains(const QString &channel) const { return find(channel) != nullptr; }
    /** Null if there is none of that name; valid until it is removed. */
    const ChannelStatus *find(const QString &channel) const;

    /** Limit for channels that the server adds by itself. Rows of others are in the log only. */
    static constexpr qsizetype MaxServerSide = 1000;

    /** Updates the channel of a row. Returns its status if more than a counter changed, else null.
     * Also adds and removes channels that the server subscribes by itself. */
    const ChannelStatus *track(const Entry &arrival);
    const ChannelStatus *addDuplicates(const QString &channel, quint64 count);
    void setAll(ChannelState state);
    /** The connection ended: nothing is subscribed. Returns the channels that changed. */
    QList<ChannelStatus> endAll();
    /** The known positions, also of channels that the server added. */
    QHash<QString, KeptPosition> positions() const;
    void forgetPositions();
    /** These begin with their history the next time they are subscribed. */
    void awaitBacklog(const QStringList &channels);
    QStringList awaitingBacklog() const;
    ChannelStatus clearGap(const QString &channel);
    void forgetMissing() { m_missing.clear(); }
    ChannelStatus acknowledgeGap(const QString &channel);
    /** Of all channels since the last clear, including removed ones. */
    quint64 missingCount() const { return m_missing.count(); }

    bool isEmpty() const { return m_list.empty(); }
    QList<ChannelStatus> list() const { return {m_list.cbegin(), m_list.cend()}; }
    QStringList names() const; ///< without those that the server added
    QStringList namesWithGap() const; ///< proven or possible, or one that may be fetched
    QStringList unsubscribedNames() const; ///< of those that were asked for
    const SubscriptionTally &requested() const { return m_requested; }

private:
    /** Allows lookups without creating a std::string. */
    struct Hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    using Statuses = std::list<ChannelStatus>;
    using Index = std::unordered_map<std::string, Statuses::iterator, Hash, std::equal_to<>>;

    ChannelStatus *find(std::string_view channel);
    /** Adds a channel that the server subscribed; null for other rows and at the limit. */
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
    qsizetype m_serverSide = 0; ///< channels that were not requested
    SubscriptionTally m_requested; ///< the others
    ChannelStatus m_ended; ///< the last channel that the server ended
    Index m_index; // by UTF-8
    const Index::value_type *m_lastFound = nullptr; // of it
};
