// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/channels/channelarrangement.h"

#include <QAbstractItemModel>
#include <QTimer>

/**
 * The channels as the list shows them: those that match a search, in an order and, where there are
 * many, in groups: one per namespace that has several channels, and one of all refused channels.
 * Counts change all the time; the rows follow them every two seconds, and not while the order is
 * held. Main thread.
 */
class ShownChannels : public QAbstractItemModel
{
    Q_OBJECT

public:
    using Order = ChannelArrangement::Order;
    enum Role {
        GroupRole = Qt::UserRole + 100, ///< the number of channels of a group; invalid for others
        AlikeRole ///< how many characters the name shares with that of another row beside it
    };

    /** `source` outlives this. */
    explicit ShownChannels(ChannelModel &source, QObject *parent = nullptr);
    ~ShownChannels() override;

    /** Shows only channels whose name contains `text`. */
    void setSearch(const QString &text);
    bool isSearching() const { return !m_arrangement.search.isEmpty(); }
    void setOrder(Order order);
    Order order() const { return m_arrangement.order; }
    void setGrouped(bool grouped);
    bool isGrouped() const { return m_arrangement.isGrouped; }
    void setHeld(bool held) { m_isHeld = held; }

    /** Of a watcher or a channel; invalid for a group. */
    QModelIndex sourceOf(const QModelIndex &index) const;
    static bool isGroup(const QModelIndex &index);
    static bool isRefusedGroup(const QModelIndex &index);
    /** Itself, or the one that it belongs to. */
    static QModelIndex watcherOf(const QModelIndex &index);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /** Another order, or groups or none. */
    void arrangementChanged();

private:
    static ChannelNode *nodeOf(const QModelIndex &index);
    QModelIndex sourceOf(const ChannelNode &node) const;
    const ChannelNodes &childrenOf(const QModelIndex &index) const;
    void rearrange();
    void sortAnew();
    void followData();
    bool isRefusalNew() const;
    void announceData(const QModelIndex &parent);

    ChannelModel &m_source;
    ChannelArrangement m_arrangement;
    ChannelNodes m_watchers;
    QTimer m_timer; ///< of sorting anew
    bool m_isHeld = false;
};
