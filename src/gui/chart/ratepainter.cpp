// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/ratepainter.h"

#include "gui/chart/ratetext.h"
#include "gui/widgets/labeltext.h"
#include "monitor/platform/tr.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr int PlotMargin = 12;
constexpr int Gap = 4;
constexpr int SpaceBetweenPlots = 6;
constexpr qsizetype LongestName = 200; ///< bytes
constexpr double Nothing = 1e-6; ///< a rest below it is a rounding error

} // namespace

RateAreas::RateAreas(const QRect &chart, const QFontMetrics &metrics)
    : whole(chart)
{
    const int line = metrics.height();
    const int legendWidth = std::min(chart.width() * 2 / 5, metrics.averageCharWidth() * 38);
    legend =
        chart.adjusted(chart.width() - legendWidth, PlotMargin / 2, -PlotMargin, -PlotMargin / 2);
    const int scale = metrics.horizontalAdvance(QStringLiteral("999.9 KB/s")) + 6;
    plot = chart.adjusted(PlotMargin + scale, PlotMargin / 2 + line + 4, 0, -PlotMargin / 2 - line);
    plot.setRight(legend.left() - PlotMargin * 2);
    head = QRect(PlotMargin, PlotMargin / 2, plot.right() - PlotMargin, line);
    times = QRect(plot.left(), plot.bottom() + 2, plot.width(), line);
}

RatePainter::RatePainter(QPainter &painter, const RateAreas &areas, const RateChart &chart)
    : m_painter(painter)
    , m_areas(areas)
    , m_chart(chart)
    , m_metrics(painter.fontMetrics())
{
}

void RatePainter::paint(const QPalette &palette)
{
    m_palette = palette;
    m_painter.setPen(m_palette.color(QPalette::Mid));
    m_painter.drawLine(m_areas.whole.topLeft(), m_areas.whole.topRight());
    paintHead();
    const QRectF area = m_areas.plot;
    if (m_chart.columns.count() == 0) {
        m_painter.setPen(m_palette.color(QPalette::PlaceholderText));
        m_painter.drawText(m_areas.plot, Qt::AlignCenter, Tr::tr("No messages yet."));
        return;
    }
    const double upper = std::floor((area.height() - SpaceBetweenPlots) * 0.6);
    const QRectF messages(area.left(), area.top(), area.width(), upper);
    const QRectF bytes(area.left(), messages.bottom() + SpaceBetweenPlots, area.width(),
                       area.height() - upper - SpaceBetweenPlots);
    paintPlot(messages, &Rate::messages);
    paintPlot(bytes, &Rate::bytes);
    paintScale(messages, messageRateText(m_chart.peak.messages));
    paintScale(bytes, byteRateText(m_chart.peak.bytes));
    paintTimes();
    paintLegend();
}

QString RatePainter::timeText(int column) const
{
    return rateTimeText(m_chart.history, m_chart.columns.timeOf(column));
}

void RatePainter::paintHead()
{
    m_painter.setPen(m_palette.color(QPalette::WindowText));
    QString text = Tr::tr("Rates");
    if (const int column = m_chart.described; column >= 0) {
        text =
            QStringLiteral("%1   %2").arg(timeText(column), rateText(m_chart.columns.rate(column)));
    }
    m_painter.drawText(m_areas.head, Qt::AlignLeft, text);
}

void RatePainter::paintPlot(const QRectF &area, Amount amount)
{
    const int count = m_chart.peak.*amount > 0 ? m_chart.columns.count() : 0;
    for (int column = 0; column < count; ++column) {
        const QRectF bar = m_chart.columns.barArea(column, area);
        if (column == m_chart.highlighted) {
            m_painter.fillRect(bar, m_palette.color(QPalette::Mid));
        }
        paintBar(bar, column, amount);
    }
    m_painter.setPen(m_palette.color(QPalette::Mid));
    m_painter.drawLine(area.bottomLeft(), area.bottomRight());
}

/** The busiest channels are stacked, and the other channels lie on top. */
void RatePainter::paintBar(const QRectF &bar, int column, Amount amount)
{
    const double inset = bar.width() > 4 ? 1 : 0;
    double rest = m_chart.columns.rate(column).*amount;
    double bottom = bar.bottom();
    const auto stack = [&](double value, std::size_t series) {
        const double height = value / (m_chart.peak.*amount) * bar.height();
        m_painter.fillRect(QRectF(bar.left(), bottom - height, bar.width() - inset, height),
                           m_chart.colors[series]);
        bottom -= height;
        rest -= value;
    };
    for (std::size_t series = 0; series < m_chart.channels.size(); ++series) {
        stack(m_chart.columns.rate(column, m_chart.channels[series]).*amount, series);
    }
    if (rest > Nothing) {
        stack(rest, m_chart.channels.size());
    }
}

/** The rate that the full height stands for. */
void RatePainter::paintScale(const QRectF &area, const QString &peak)
{
    m_painter.setPen(m_palette.color(QPalette::PlaceholderText));
    m_painter.drawText(QRectF(0, area.top() - 3, area.left() - 8, m_metrics.height()),
                       Qt::AlignRight | Qt::AlignTop, peak);
}

void RatePainter::paintTimes()
{
    const QRect &plot = m_areas.plot;
    const QRect &line = m_areas.times;
    const RateColumns &columns = m_chart.columns;
    m_painter.setPen(m_palette.color(QPalette::PlaceholderText));
    m_painter.drawText(line, Qt::AlignRight, timeText(columns.count() - 1));
    const QString first = timeText(0);
    const int left = int(columns.barArea(0, plot).left());
    if (plot.right() - left > m_metrics.horizontalAdvance(first) * 5 / 2) {
        m_painter.drawText(line.adjusted(left - plot.left(), 0, 0, 0), Qt::AlignLeft, first);
    }
    const auto seconds = quint64(m_chart.history.width().count()) * columns.stepsPerColumn();
    const QString each = Tr::tr("a bar: %1 s").arg(groupedNumber(seconds));
    if (left - plot.left() > m_metrics.horizontalAdvance(each) + 20) {
        m_painter.drawText(line, Qt::AlignLeft, each);
    }
}

void RatePainter::paintLegend()
{
    const QRect &area = m_areas.legend;
    const RateColumns &columns = m_chart.columns;
    const int height = std::min(m_metrics.height() + Gap, area.height() / (ChartedChannels + 1));
    Rate rest = columns.rate(m_chart.described);
    QRect line(area.left(), area.top(), area.width(), height);
    for (std::size_t series = 0; series < m_chart.channels.size(); ++series) {
        const std::size_t channel = m_chart.channels[series];
        const Rate rate = columns.rate(m_chart.described, channel);
        rest.messages -= rate.messages;
        rest.bytes -= rate.bytes;
        paintLegendLine(line, series, rateChannelText(m_chart.history, channel, LongestName), rate);
        line.translate(0, height);
    }
    if (m_chart.history.channelCount() > m_chart.channels.size()) {
        paintLegendLine(line, m_chart.channels.size(), Tr::tr("others"),
                        {std::max(0.0, rest.messages), std::max(0.0, rest.bytes)});
    }
}

/** A line can be read without telling its colour from that of the others. */
void RatePainter::paintLegendLine(const QRect &line, std::size_t series, const QString &name,
                                  const Rate &rate)
{
    const QString value = rateText(rate);
    const int swatch = m_metrics.ascent();
    m_painter.fillRect(line.left(), line.center().y() - swatch / 2, swatch, swatch,
                       m_chart.colors[series]);
    m_painter.setPen(m_palette.color(QPalette::WindowText));
    const QRect nameArea =
        line.adjusted(swatch + 6, 0, -m_metrics.horizontalAdvance(value) - 10, 0);
    m_painter.drawText(nameArea, Qt::AlignLeft | Qt::AlignVCenter,
                       m_metrics.elidedText(name, Qt::ElideMiddle, nameArea.width()));
    m_painter.setPen(m_palette.color(QPalette::PlaceholderText));
    m_painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
}
