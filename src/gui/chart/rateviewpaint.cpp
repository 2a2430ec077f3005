// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/rateview.h"

#include "gui/chart/seriescolor.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "text/visibletext.h"

#include <QPainter>

#include <cmath>

// How it looks; what it says and does is in rateview.cpp.

namespace {

constexpr int Margin = 12;
constexpr int Gap = 4;
constexpr int SpaceBelow = 6;

} // namespace

void RateView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(rect().topLeft(), rect().topRight());
    paintHead(painter);
    if (columnCount() == 0) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(plotArea(), Qt::AlignCenter, tr("No messages yet."));
        return;
    }
    const QRectF area = plotArea();
    const double upper = std::floor((area.height() - SpaceBelow) * 0.6);
    const QRectF messages(area.left(), area.top(), area.width(), upper);
    const QRectF bytes(area.left(), messages.bottom() + SpaceBelow, area.width(),
                       area.height() - upper - SpaceBelow);
    paintPlot(painter, messages, &Rate::messages);
    paintPlot(painter, bytes, &Rate::bytes);
    paintScale(painter, messages, perSecond(countText(m_peak.messages)));
    paintScale(painter, bytes, perSecond(sizeText(std::size_t(std::llround(m_peak.bytes)))));
    paintTimes(painter);
    paintLegend(painter);
}

/** Bars of the busiest channels, one on the other, and what the others add. */
void RateView::paintPlot(QPainter &painter, const QRectF &area, Amount amount) const
{
    const double most = m_peak.*amount;
    const bool isDark = m_theme->isDark();
    const int chosen = m_pointed >= 0 ? m_pointed : m_cursor;
    for (int index = 0; index < columnCount() && most > 0; ++index) {
        const QRectF bar = barArea(index, area);
        if (index == chosen) {
            painter.fillRect(bar, palette().color(QPalette::Mid));
        }
        const Column column = columnAt(index);
        double left = rateOf(column).*amount;
        double bottom = bar.bottom();
        const double inset = bar.width() > 4 ? 1 : 0;
        const auto paint = [&](double value, int series) {
            const double height = value / most * bar.height();
            painter.fillRect(QRectF(bar.left(), bottom - height, bar.width() - inset, height),
                             seriesColor(series, isDark));
            bottom -= height;
            left -= value;
        };
        for (std::size_t series = 0; series < m_channels.size(); ++series) {
            paint(rateOf(column, m_channels[series]).*amount, int(series));
        }
        if (left > 1e-6) {
            paint(left, SeriesCount);
        }
    }
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
}

/** How much the highest bar is. */
void RateView::paintScale(QPainter &painter, const QRectF &area, const QString &most) const
{
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRectF(0, area.top() - 3, area.left() - 8, fontMetrics().height()),
                     Qt::AlignRight | Qt::AlignTop, most);
}

/** The name, then what is pointed at, or now. */
void RateView::paintHead(QPainter &painter) const
{
    const QRect line(Margin, Margin / 2, plotArea().right() - Margin, fontMetrics().height());
    painter.setPen(palette().color(QPalette::WindowText));
    const int index = shownColumn();
    if (index < 0) {
        painter.drawText(line, Qt::AlignLeft, tr("Rates"));
        return;
    }
    const Column column = columnAt(index);
    const QString now = QStringLiteral("%1   %2").arg(timeText(column), rateText(rateOf(column)));
    painter.drawText(line, Qt::AlignLeft, now);
}

void RateView::paintTimes(QPainter &painter) const
{
    const QRect area = plotArea();
    const QRect line(area.left(), area.bottom() + 2, area.width(), fontMetrics().height());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(line, Qt::AlignRight, timeText(columnAt(columnCount() - 1)));
    const QString first = timeText(columnAt(0));
    const int left = int(barArea(0, area).left());
    if (area.right() - left > fontMetrics().horizontalAdvance(first) * 5 / 2) {
        painter.drawText(line.adjusted(left - area.left(), 0, 0, 0), Qt::AlignLeft, first);
    }
    const QString each =
        tr("a bar: %1 s").arg(groupedNumber(quint64(history().width().count()) * stepsPerColumn()));
    if (left - area.left() > fontMetrics().horizontalAdvance(each) + 20) {
        painter.drawText(line, Qt::AlignLeft, each);
    }
}

/** Colour, name and rates of each channel: no colour has to be told from another to read it. */
void RateView::paintLegend(QPainter &painter) const
{
    const QRect area = legendArea();
    const Column column = columnAt(shownColumn());
    const int height = std::min(fontMetrics().height() + Gap, area.height() / (SeriesCount + 1));
    const int swatch = fontMetrics().ascent();
    Rate rest = rateOf(column);
    QRect line(area.left(), area.top(), area.width(), height);
    const auto paint = [&](int series, const QString &name, const Rate &rate) {
        const QString value = rateText(rate);
        const int width = fontMetrics().horizontalAdvance(value);
        painter.fillRect(line.left(), line.center().y() - swatch / 2, swatch, swatch,
                         seriesColor(series, m_theme->isDark()));
        painter.setPen(palette().color(QPalette::WindowText));
        const QRect words = line.adjusted(swatch + 6, 0, -width - 10, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(name, Qt::ElideMiddle, words.width()));
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
        line.translate(0, height);
    };
    for (std::size_t series = 0; series < m_channels.size(); ++series) {
        const std::string &name = history().channelName(m_channels[series]);
        const Rate rate = rateOf(column, m_channels[series]);
        rest.messages -= rate.messages;
        rest.bytes -= rate.bytes;
        paint(int(series), visibleText(QByteArrayView(name.data(), qsizetype(name.size())), 200),
              rate);
    }
    if (history().channelCount() > m_channels.size()) {
        paint(SeriesCount, tr("others"), {std::max(0.0, rest.messages), std::max(0.0, rest.bytes)});
    }
}
