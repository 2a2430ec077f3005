// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channeldelegate.h"

#include "gui/channels/alikenames.h"
#include "gui/channels/channelmodel.h"
#include "gui/channels/shownchannels.h"
#include "gui/controller/logstate.h"
#include "gui/widgets/colorchip.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/statusdot.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/watch/sessiontext.h"

#include <QPainter>

namespace {

/** A channel's state with the shapes of the connection's. */
SessionState shapeOf(const ChannelStatus &status)
{
    switch (status.state) {
    case ChannelState::Subscribed:
        return SessionState::Live;
    case ChannelState::Subscribing:
        return SessionState::Connecting;
    case ChannelState::Unsubscribed:
        break;
    }
    return status.code != 0 ? SessionState::Refused : SessionState::Offline;
}

ChannelMark stateMark(const ChannelStatus &status, const ChannelCounts &counts)
{
    const quint32 code = publicCode(status.layer, status.code);
    if (code != 0 && status.state != ChannelState::Subscribed) {
        return {QString::number(code), Tone::Bad};
    }
    if (status.code != 0 && status.state == ChannelState::Unsubscribed) {
        return {QStringLiteral("\u2715"), Tone::Bad};
    }
    if (status.state == ChannelState::Subscribing) {
        return {QStringLiteral("\u2026"), Tone::Busy};
    }
    if (status.state != ChannelState::Subscribed) {
        return {};
    }
    const double rate = counts.rate;
    if (rate == 0 && counts.silence > 0) {
        const QString format = status.isServerSide ? ChannelModel::tr("by server, %1 ago")
                                                   : ChannelModel::tr("%1 ago");
        return {format.arg(silenceText(counts.silence)), Tone::Quiet};
    }
    const bool isWhole = rate >= 10 || rate == double(int(rate));
    const QString format =
        status.isServerSide ? ChannelModel::tr("by server, %1/s") : ChannelModel::tr("%1/s");
    return {format.arg(rate, 0, 'f', isWhole ? 0 : 1), Tone::Quiet};
}

struct PaintedItem
{
    SessionState shape = SessionState::Offline;
    QString name;
    QColor chip; ///< invalid for none
    QList<ChannelMark> marks; ///< from the right
    int alike = 0; ///< see ShownChannels
    bool hasShape = true;
};

void paintItem(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme,
               const PaintedItem &item)
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool marked = selected && option.state.testFlag(QStyle::State_Active);
    const QColor text = option.palette.color(marked ? QPalette::HighlightedText : QPalette::Text);
    if (selected) {
        painter.fillRect(option.rect,
                         marked ? option.palette.color(QPalette::Highlight)
                                : theme.color(Tone::Outline));
    }
    const QFontMetrics &metrics = option.fontMetrics;
    painter.setFont(option.font);
    QRect area = option.rect.adjusted(12, 0, -12, 0);
    if (item.chip.isValid()) {
        paintChip(painter, area, item.chip, marked ? text : QColor());
        area.setLeft(area.left() + chipSize(metrics) + 6);
    }
    if (item.hasShape) {
        const double size = metrics.ascent() * 0.78;
        const QRectF shapeArea(area.left(), option.rect.center().y() - size / 2 + 0.5, size, size);
        paintStateShape(painter, shapeArea, item.shape,
                        marked ? text : theme.color(toneOf(item.shape)));
        area.setLeft(area.left() + int(size) + 9);
    }
    for (const ChannelMark &mark : item.marks) {
        painter.setPen(marked ? text : theme.color(mark.tone));
        painter.drawText(area, int(Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine),
                         mark.text);
        area.setRight(area.right() - metrics.horizontalAdvance(mark.text) - 8);
    }
    painter.setPen(text);
    painter.drawText(area, int(Qt::AlignVCenter | Qt::TextSingleLine),
                     elidedAlike(item.name, item.alike, metrics, area.width()));
}

} // namespace

QString silenceText(qint64 seconds)
{
    constexpr qint64 Minute = 60;
    constexpr qint64 Hour = 60 * Minute;
    constexpr qint64 Day = 24 * Hour;
    if (seconds < Minute) {
        return ChannelModel::tr("%1 s").arg(seconds);
    }
    if (seconds < Hour) {
        return ChannelModel::tr("%1 min").arg(seconds / Minute);
    }
    return seconds < Day ? ChannelModel::tr("%1 h").arg(seconds / Hour)
                         : ChannelModel::tr("%1 d").arg(seconds / Day);
}

QList<ChannelMark> channelMarks(const ChannelStatus &status, const ChannelCounts &counts)
{
    QList<ChannelMark> marks{stateMark(status, counts)};
    if (status.hasGap) {
        marks.append({QStringLiteral("\u25b2 ") + groupedNumber(status.missing), Tone::Busy});
    }
    if (status.sinceLastWatched > 0) {
        marks.append({u'+' + groupedNumber(status.sinceLastWatched), Tone::Accent});
    }
    marks.removeIf([](const ChannelMark &mark) { return mark.text.isEmpty(); });
    return marks;
}

ChannelDelegate::ChannelDelegate(const Theme &theme, LogState &log, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_log(log)
{
}

void ChannelDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    if (ShownChannels::isGroup(index)) {
        paintGroup(painter, option, index);
        return;
    }
    if (index.data(ChannelModel::WatcherRole).isValid()) {
        paintWatcher(painter, option, index);
        return;
    }
    const auto status = index.data(ChannelModel::StatusRole).value<ChannelStatus>();
    const ChannelCounts counts{index.data(ChannelModel::RateRole).toDouble(),
                               index.data(ChannelModel::SilenceRole).toLongLong()};
    const QString name = index.data(Qt::DisplayRole).toString();
    const QColor color = m_log.channelColors().colorOf(status.channel, m_theme.isDark());
    paintItem(*painter, option, m_theme,
              {shapeOf(status), name, color, channelMarks(status, counts),
               index.data(ShownChannels::AlikeRole).toInt()});
}

void ChannelDelegate::paintGroup(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    QStyleOptionViewItem bold(option);
    bold.font.setBold(true);
    bold.fontMetrics = QFontMetrics(bold.font);
    PaintedItem item;
    item.name = index.data(Qt::DisplayRole).toString();
    item.marks = {{groupedNumber(index.data(ShownChannels::GroupRole).toULongLong()), Tone::Quiet}};
    item.hasShape = false;
    paintItem(*painter, bold, m_theme, item);
}

void ChannelDelegate::paintWatcher(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    constexpr int BarWidth = 3;
    const auto status = index.data(ChannelModel::WatcherRole).value<SessionStatus>();
    const QString name = index.data(Qt::DisplayRole).toString();
    QStyleOptionViewItem bold(option);
    bold.font.setBold(true);
    bold.fontMetrics = QFontMetrics(bold.font);
    const bool isOff = status.state == SessionState::Offline;
    // The name needs the room; the shape beside it says the same.
    const QString words =
        status.state == SessionState::Connecting ? QStringLiteral("\u2026") : statusText(status);
    paintItem(*painter, bold, m_theme,
              {status.state, name, {}, {{words, isOff ? Tone::Quiet : toneOf(status.state)}}});
    painter->fillRect(
        QRect(option.rect.left() + 2, option.rect.top() + 4, BarWidth, option.rect.height() - 8),
        m_log.watcherColors().colorOf(index.data(ChannelModel::NameRole).toString(),
                                      m_theme.isDark()));
}

QSize ChannelDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {80, option.fontMetrics.height() + 12};
}
