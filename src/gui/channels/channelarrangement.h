// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHash>
#include <QModelIndex>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

class ChannelModel;
struct ChannelNode;

using ChannelNodes = std::vector<std::unique_ptr<ChannelNode>>;

/** A row of the list of channels: a watcher, a group of channels, or a channel. */
struct ChannelNode
{
    enum class Kind { Watcher, Namespace, Refused, Channel };
    /** Kind, session and name: what the row stands for. */
    using Key = std::pair<int, std::pair<const void *, QString>>;

    Kind kind = Kind::Channel;
    ChannelNode *parent = nullptr;
    int row = 0;
    int sourceRow = 0; ///< of a watcher or a channel in the ChannelModel
    const void *session = nullptr;
    QString name; ///< of a channel or a namespace
    double count = 0; ///< by which it is sorted
    int alike = 0; ///< how many characters its shown name shares with that of a sibling
    bool isRefused = false;
    ChannelNodes children;

    void add(std::unique_ptr<ChannelNode> child);
    /** Below its namespace without that. */
    QString shownName() const;
    Key key() const { return {int(kind), {session, name}}; }
};

/**
 * Which channels are shown, in which order and in which groups. Rows that are sorted by what they
 * count keep their places until sortAnew(). Main thread.
 */
class ChannelArrangement
{
public:
    enum class Order { Added, Name, Rate, LastMessage };
    /** Fewer channels of a watcher are not grouped. */
    static constexpr int GroupedFrom = 9;

    /** `source` outlives this. */
    explicit ChannelArrangement(const ChannelModel &source)
        : m_source(source)
    {
    }

    QString search; ///< only channels whose names contain it
    Order order = Order::Added;
    bool isGrouped = true;

    bool followsCounts() const { return order == Order::Rate || order == Order::LastMessage; }
    void sortAnew() { m_counts.clear(); }
    /** The watchers with what is below them. */
    ChannelNodes arranged();

private:
    using CountKey = std::pair<const void *, QString>; ///< the session and the channel

    void arrangeChannels(ChannelNode &watcher);
    static void findAlike(const ChannelNode &parent);
    QHash<QString, int> namespaceSizes(const QModelIndex &watcher) const;
    ChannelNodes foundChannels(const ChannelNode &watcher);
    void sort(ChannelNodes &channels) const;
    double keptCount(const CountKey &key, const QModelIndex &channel);
    double countOf(const QModelIndex &channel) const;

    const ChannelModel &m_source;
    QHash<CountKey, double> m_counts; ///< as they were when the rows were sorted
};
