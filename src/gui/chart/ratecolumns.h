// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/ratehistory.h"

#include <QRectF>

/** Per second. */
struct Rate
{
    double messages = 0;
    double bytes = 0;
};

/**
 * Divides a RateHistory into the columns of a chart: as many steps share a column as are needed to
 * fit the width. Columns are counted from the oldest, which is 0. A plain value without widgets.
 */
class RateColumns
{
public:
    /** `history` outlives this; `width` is that of the plot, in pixels. */
    RateColumns(const RateHistory &history, double width);

    int count() const;
    std::size_t stepsPerColumn() const;

    /** Of all channels. */
    Rate rate(int column) const;
    /** Of one channel, by its index in the history. */
    Rate rate(int column, std::size_t channel) const;
    /** The highest of both, each for itself. */
    Rate peak() const;
    /** When the column begins. */
    std::chrono::microseconds timeOf(int column) const;
    /** The first entry of the column, or the last one before it; 0 for none. */
    quint64 firstEntry(int column) const;

    /** Where the bar of a column may be painted within `plot`; the newest is at the right edge. */
    QRectF barArea(int column, const QRectF &plot) const;
    /** The column at a horizontal position, -1 for none. */
    int columnAt(double x, const QRectF &plot) const;

private:
    std::size_t firstStep(int column) const;
    std::size_t endStep(int column) const;
    double barWidth() const;
    Rate perSecond(const RateAmount &amount, int column) const;

    const RateHistory &m_history;
    const double m_width;
};
