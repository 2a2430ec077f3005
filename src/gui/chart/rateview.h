// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/ratehistory.h"

#include <QElapsedTimer>
#include <QWidget>

class LogState;
class RateFeed;
class Theme;
class QPainter;

/**
 * Messages and bytes a second over the time of a log, in all and for the busiest channels, painted;
 * the same in words for a screen reader. A click or Enter goes to the entries of that time.
 */
class RateView : public QWidget
{
    Q_OBJECT

public:
    explicit RateView(QWidget *parent = nullptr);

    /** Both outlive this. */
    void attach(LogState &log, const Theme &theme);
    void setLive(bool live);
    /** What the chart says of one column, or of now. */
    QString words() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    /** The first entry of the chosen time. */
    void entryRequested(quint64 number);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /** Steps that share a bar, without `end`. */
    struct Column
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    struct Rate
    {
        double messages = 0;
        double bytes = 0;
    };
    using Amount = double Rate::*;

    const RateHistory &history() const;
    QRect plotArea() const;
    QRect legendArea() const;
    std::size_t stepsPerColumn() const;
    int columnCount() const;
    double barWidth() const;
    Column columnAt(int index) const;
    QRectF barArea(int index, const QRectF &area) const;
    int columnUnder(const QPointF &place) const;
    /** The one that is pointed at, else the last complete one; -1 for none. */
    int shownColumn() const;
    Rate rateOf(const Column &column) const;
    Rate rateOf(const Column &column, std::size_t channel) const;
    Rate peak() const;
    static QString countText(double count);
    static QString perSecond(const QString &amount);
    QString rateText(const Rate &rate) const;
    QString timeText(const Column &column) const;
    QStringList channelWords(const Column &column) const;

    void reflect();
    void describe();
    void moveCursor(int column);
    void goTo(int column);
    void paintPlot(QPainter &painter, const QRectF &area, Amount amount) const;
    void paintScale(QPainter &painter, const QRectF &area, const QString &most) const;
    void paintHead(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;

    RateFeed *m_feed = nullptr;
    const Theme *m_theme = nullptr;
    std::vector<std::size_t> m_channels; ///< the busiest ones
    Rate m_peak;
    int m_cursor = -1; ///< a column, set by a key
    int m_pointed = -1; ///< the column under the mouse
    QElapsedTimer m_described;
};
