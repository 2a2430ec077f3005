// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStyledItemDelegate>

class Theme;

/** Paints a channel: shape of its state, name, and rate, refusal code or gap on the right. */
class ChannelDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ChannelDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};
