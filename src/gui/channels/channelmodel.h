// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/watchsession.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

class WindowController;

/**
 * The watchers, and below each its channels in the order in which they were added, with their
 * message rates, which are updated once a second. An update takes all changes since the last one
 * and linear time. Main thread.
 */
class ChannelModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        StatusRole = Qt::UserRole + 1, ///< ChannelStatus
        RateRole,
        WatcherRole, ///< SessionStatus, of a watcher
        NameRole, ///< of a watcher, as in the rows
        LastMessageRole, ///< qint64: when one was counted last, in ns of the window's clock; 0
                         ///< never
        SilenceRole ///< qint64: the seconds since then; -1 for no message yet
    };

    explicit ChannelModel(WindowController &controller, QObject *parent = nullptr);
    ~ChannelModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    static bool isWatcher(const QModelIndex &index);
    /** The watcher itself, or the one that the channel belongs to; null for an invalid index. */
    WatchSession *watcherAt(const QModelIndex &index) const;
    /** Of the index of a channel. */
    const ChannelStatus &statusAt(const QModelIndex &index) const;
    /** By the server, or it ended the subscription. */
    static bool isRefused(const ChannelStatus &status);
    /** Whether a watcher has the channel. */
    bool contains(const WatchSession &watcher, const QString &channel) const;

private:
    struct Row
    {
        ChannelStatus status;
        quint64 countedBefore = 0;
        double rate = 0;
        std::chrono::nanoseconds lastMessage{0};
        quint64 lastUpdate = 0; ///< the last update() that found the channel
    };
    struct Watcher
    {
        WatchSession *session = nullptr;
        QList<Row> rows;
        QHash<QString, int> rowOf; ///< by channel
    };

    Watcher *watcherOf(const QModelIndex &channel) const;
    QModelIndex indexOf(const Watcher &watcher) const;
    void update();
    void updateWatchers();
    void updateChannels(Watcher &watcher);
    void removeGone(Watcher &watcher);
    void append(Watcher &watcher, const QList<ChannelStatus> &added);
    void numberRows(Watcher &watcher) const;
    void countRates();
    QVariant watcherData(const Watcher &watcher, int role) const;
    QString description(const Watcher &watcher, const Row &row) const;

    WindowController &m_controller;
    std::vector<std::unique_ptr<Watcher>> m_watchers; ///< their channels point to them
    quint64 m_updateCount = 0;
    QTimer m_timer;
};
