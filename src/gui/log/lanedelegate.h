// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStyledItemDelegate>

class Theme;
class LogState;

/**
 * Paints the messages of a MergedModel as lanes: a card for what a watcher received, with its
 * beginning and the time after the first reception, and a hole for what did not come.
 */
class LaneDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /** Both outlive this. */
    LaneDelegate(const Theme &theme, LogState &log, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintCard(QPainter &painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    void paintMargin(QPainter &painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const;

    const Theme &m_theme;
    LogState &m_log;
};
