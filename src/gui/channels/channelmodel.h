// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watch/watchsession.h"

#include <QAbstractListModel>
#include <QHash>
#include <QTimer>

class WindowController;

/**
 * The watched channels in the order in which they were added, with their message rates, which are
 * updated once a second. An update takes all changes since the last one and linear time. Main
 * thread.
 */
class ChannelModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { StatusRole = Qt::UserRole + 1, RateRole };

    explicit ChannelModel(WindowController &controller, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    const ChannelStatus &statusAt(int row) const { return m_rows.at(row).status; }
    bool contains(const QString &channel) const { return m_rowOf.contains(channel); }

private:
    struct Row
    {
        ChannelStatus status;
        quint64 countedBefore = 0;
        double rate = 0;
        quint64 lastUpdate = 0; ///< the last update() that found the channel
    };

    void update();
    void removeGone();
    void append(const QList<ChannelStatus> &added);
    void numberRows();
    void countRates();
    QString description(const Row &row) const;

    WindowController &m_controller;
    QList<Row> m_rows;
    QHash<QString, int> m_rowOf; ///< by channel
    quint64 m_updateCount = 0;
    QTimer m_timer;
};
