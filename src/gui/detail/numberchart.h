// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/detail/numberseries.h"

#include <QWidget>

class QToolButton;
class Theme;

/** A line through the newest values of a number in a channel. A click on a point, or Enter, goes to
 * its message; Escape closes the chart. Hidden until something is charted. */
class NumberChart : public QWidget
{
    Q_OBJECT

public:
    explicit NumberChart(QWidget *parent = nullptr);

    /** Both outlive this. */
    void attach(LogState &log, const Theme &theme);
    void chart(const NumberField &field);
    void close();
    /** The chart in words: what it shows and the value that is pointed at, else the newest. */
    QString text() const;
    /** Where a point is painted. */
    QPointF placeOf(std::size_t point) const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void entryRequested(quint64 number);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    std::size_t count() const { return m_series ? m_series->points().size() : 0; }
    std::pair<double, double> range() const;
    QRectF plot() const;
    int pointNear(const QPointF &place) const;
    void refresh();
    void moveTo(int point);
    void request(int point);

    LogState *m_log = nullptr;
    const Theme *m_theme = nullptr;
    NumberSeries *m_series = nullptr;
    QToolButton *m_close;
    int m_current = -1; ///< a point, by the mouse or a key; -1 for the newest
};
