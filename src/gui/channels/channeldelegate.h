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

/** What stands on the right of a channel, the outermost first: its rate, or the code of a refusal,
 * then ▲ with the number of messages that are missing, and + with that of those since it was last
 * watched. */
QList<ChannelMark> channelMarks(const ChannelStatus &status, double rate);

/** Paints a channel: shape of its state, name, and its marks on the right. */
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
