// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/watchsession.h"

#include <QAbstractListModel>
#include <QTimer>

class WindowController;

/** The channels being watched, with their rates; once a second it counts anew. Main thread. */
class ChannelModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { StatusRole = Qt::UserRole + 1, RateRole };

    explicit ChannelModel(WindowController &controller, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    const ChannelStatus &statusAt(int row) const { return m_rows.at(row).status; }
    bool contains(const QString &channel) const { return rowOf(channel) >= 0; }

private:
    struct Row
    {
        ChannelStatus status;
        quint64 countedBefore = 0;
        double rate = 0;
    };

    int rowOf(const QString &channel) const;
    void update(const ChannelStatus &status);
    void remove(const QString &channel);
    void countRates();
    QString words(const Row &row) const;

    WindowController &m_controller;
    QList<Row> m_rows;
    QTimer m_timer;
};
