// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/chart/ratepainter.h"

#include <QElapsedTimer>
#include <QWidget>

class LogState;
class RateFeed;
class Theme;

/**
 * A chart of the messages and bytes per second of a log, for all channels and for the busiest ones,
 * with the same as text for a screen reader. A click or Enter goes to the entries of a column.
 */
class RateView : public QWidget
{
    Q_OBJECT

public:
    explicit RateView(QWidget *parent = nullptr);

    /** Both outlive this. */
    void attach(LogState &log, const Theme &theme);
    void setLive(bool live);
    /** The chart as text: the column under the mouse or the cursor, else the newest one. */
    QString text() const;

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
    const RateHistory &history() const;
    RateAreas areas() const;
    RateColumns columns() const;
    int columnUnder(const QPointF &place) const;
    /** The column under the mouse or the cursor, else the last complete one; -1 for none. */
    int describedColumn() const;
    QStringList channelTexts(int column) const;
    std::vector<QColor> colors() const;

    void refresh();
    void describe();
    void moveCursor(int column);
    void goTo(int column);

    RateFeed *m_feed = nullptr;
    LogState *m_log = nullptr;
    const Theme *m_theme = nullptr;
    std::vector<std::size_t> m_channels; ///< the busiest ones
    Rate m_peak;
    int m_cursor = -1; ///< a column, set by a key
    int m_pointed = -1; ///< the column under the mouse
    QElapsedTimer m_described;
};
