// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/theme.h"
#include "monitor/watch/watchsession.h"

#include <QList>
#include <QStyledItemDelegate>

struct ChannelMark
{
    QString text;
    Tone tone = Tone::Quiet;
};

/** The marks at the right of a channel, the rightmost first: its rate or the code of a refusal, ▲
 * and the number of missing messages, + and the number of messages since it was last watched. */
QList<ChannelMark> channelMarks(const ChannelStatus &status, double rate);

/** Paints a channel: the shape of its state, its name, and its marks at the right. */
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
