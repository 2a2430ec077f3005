// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/theme.h"
#include "monitor/watch/watchsession.h"

#include <QList>
#include <QStyledItemDelegate>

class LogState;

struct ChannelMark
{
    QString text;
    Tone tone = Tone::Quiet;
};

/** What a channel counts besides its status. */
struct ChannelCounts
{
    double rate = 0; ///< messages per second
    qint64 silence = -1; ///< seconds since the last message; -1 for no message yet
};

/** The marks at the right of a channel, the rightmost first: its rate, or how long ago its last
 * message was, or the code of a refusal; ▲ and the number of missing messages, + and the number of
 * messages since it was last watched. */
QList<ChannelMark> channelMarks(const ChannelStatus &status, const ChannelCounts &counts);
/** "12 s", "5 min", "3 h", "2 d" */
QString silenceText(qint64 seconds);

/** Paints a channel: a chip in its colour, the shape of its state, its name, and its marks at the
 * right. A watcher likewise, in bold, with its state in words and a bar in its colour; a
 * group in bold with the number of its channels. */
class ChannelDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /** Both outlive this. */
    ChannelDelegate(const Theme &theme, LogState &log, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGroup(QPainter *painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;
    void paintWatcher(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const;

    const Theme &m_theme;
    LogState &m_log;
};
