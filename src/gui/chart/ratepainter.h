// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/chart/ratecolumns.h"

#include <QFontMetrics>
#include <QPalette>
#include <QRect>

class QPainter;

/** Where the parts of the chart are. */
struct RateAreas
{
    /** Divides the rectangle of the chart. */
    RateAreas(const QRect &chart, const QFontMetrics &metrics);

    QRect whole;
    QRect legend;
    QRect plot;
    QRect head; ///< one line above the plot
    QRect times; ///< one line below it
};

/** How many channels are shown one by one. */
constexpr int ChartedChannels = 5;

/** What the chart shows. */
struct RateChart
{
    const RateHistory &history;
    const RateColumns &columns;
    const std::vector<std::size_t> &channels; ///< that are shown one by one
    const std::vector<QColor> &colors; ///< of these channels, then of all others
    Rate peak;
    int highlighted = -1; ///< a column, -1 for none
    int described = -1; ///< the column that head and legend are about, -1 for none
};

/** Paints the chart of rates: bars of messages and bytes, and a legend with numbers. */
class RatePainter
{
public:
    /** All outlive this, which is made for one paint event. */
    RatePainter(QPainter &painter, const RateAreas &areas, const RateChart &chart);

    void paint(const QPalette &palette);

private:
    using Amount = double Rate::*;

    void paintHead();
    void paintPlot(const QRectF &area, Amount amount);
    void paintBar(const QRectF &bar, int column, Amount amount);
    void paintScale(const QRectF &area, const QString &peak);
    void paintTimes();
    void paintLegend();
    void paintLegendLine(const QRect &line, std::size_t series, const QString &name,
                         const Rate &rate);
    QString timeText(int column) const;

    QPainter &m_painter;
    const RateAreas &m_areas;
    const RateChart &m_chart;
    const QFontMetrics m_metrics;
    QPalette m_palette;
};
