// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/lanedelegate.h"

#include "gui/controller/logstate.h"
#include "gui/log/mergedmodel.h"
#include "gui/log/receptionmark.h"
#include "gui/widgets/colorchip.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"

#include <QPainter>

using ReceptionMark = MergedReceptions::Mark;

namespace {

constexpr int LaneGap = 4; ///< between the lines of the grid and a card
constexpr int CardPadding = 8;
constexpr int CardRadius = 4;
constexpr int LaneBarWidth = 3;
constexpr int ChipGap = 5; ///< between a chip and its name

/** Where a card would be expected. */
bool isHole(ReceptionMark mark)
{
    return mark == ReceptionMark::Missing || mark == ReceptionMark::NotYet
        || mark == ReceptionMark::Refused;
}

} // namespace

LaneDelegate::LaneDelegate(const Theme &theme, LogState &log, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_log(log)
{
}

void LaneDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    if (index.column() < MergedModel::FirstWatcher) {
        paintMargin(*painter, option, index);
    } else {
        paintCard(*painter, option, index);
    }
    painter->restore();
}

/** Time, channel and offset; below the time how long nothing had come. */
void LaneDelegate::paintMargin(QPainter &painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, m_theme.color(Tone::Outline));
    }
    QRect area = option.rect.adjusted(CardPadding, LaneGap + 2, -CardPadding, -LaneGap - 2);
    const QFontMetrics &metrics = option.fontMetrics;
    if (index.column() == MergedModel::Channel) {
        const QString channel = index.data(MergedModel::NameRole).toString();
        paintChip(painter, QRect(area.topLeft(), QSize(area.width(), metrics.height())),
                  m_log.channelColors().colorOf(channel, m_theme.isDark()));
        area.setLeft(area.left() + chipSize(metrics) + ChipGap);
    }
    painter.setPen(option.palette.color(QPalette::Text));
    painter.drawText(area, int(Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine),
                     metrics.elidedText(index.data().toString(), Qt::ElideMiddle, area.width()));
    const QVariant distance = index.data(MergedModel::DistanceRole);
    if (distance.isValid()) {
        painter.setPen(m_theme.color(Tone::Quiet));
        painter.drawText(area, int(Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine),
                         deltaText(std::chrono::nanoseconds(distance.toLongLong())));
    }
}

void LaneDelegate::paintCard(QPainter &painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const auto mark = ReceptionMark(index.data(MergedModel::MarkRole).toInt());
    const bool isReceived = mark == ReceptionMark::Received;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor tone = index.data(Qt::ForegroundRole).value<QColor>();
    const QRectF card =
        QRectF(option.rect).adjusted(LaneGap + 0.5, LaneGap + 0.5, -LaneGap - 0.5, -LaneGap - 0.5);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isReceived || isHole(mark) || isSelected) {
        const QColor outline = isReceived ? m_theme.color(Tone::Outline) : tone;
        painter.setPen(QPen(isSelected ? option.palette.color(QPalette::Highlight) : outline,
                            isSelected ? 2 : 1, isReceived ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(isReceived ? QBrush(m_theme.color(Tone::Surface)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(card, CardRadius, CardRadius);
    }
    const QRect area = card.toRect().adjusted(CardPadding, 2, -CardPadding, -2);
    const QFontMetrics &metrics = option.fontMetrics;
    painter.setPen(tone);
    if (!isReceived) {
        painter.drawText(area, int(Qt::AlignCenter | Qt::TextSingleLine),
                         metrics.elidedText(markSign(mark) + u' ' + markWords(mark), Qt::ElideRight,
                                            area.width()));
        return;
    }
    painter.fillRect(QRectF(card.left() + 2, card.top() + 4, LaneBarWidth, card.height() - 8),
                     m_log.watcherColors().colorOf(index.data(MergedModel::NameRole).toString(),
                                                   m_theme.isDark()));
    painter.drawText(area, int(Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine),
                     index.data().toString());
    painter.setPen(option.palette.color(QPalette::Text));
    painter.drawText(area, int(Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine),
                     metrics.elidedText(index.data(MergedModel::PayloadRole).toString(),
                                        Qt::ElideRight, area.width()));
}
