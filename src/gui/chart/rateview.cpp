// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/rateview.h"

#include "gui/chart/ratefeed.h"
#include "gui/chart/ratetext.h"
#include "gui/controller/logstate.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/seriescolor.h"
#include "gui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace {

constexpr int ViewMargin = 12;
constexpr int Lines = 8; ///< height in lines of text
constexpr qint64 DescribePause = 5000; ///< ms, so that a screen reader can finish

} // namespace

RateView::RateView(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Rates"));
    new FocusRing(this);
}

void RateView::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    m_feed = new RateFeed(log, this);
    connect(m_feed, &RateFeed::changed, this, &RateView::refresh);
    connect(&log, &LogState::displayZoneChanged, this, &RateView::refresh);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    m_feed->setActive(isVisible());
    refresh();
}

void RateView::setLive(bool live)
{
    m_feed->setLive(live);
}

QSize RateView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * Lines + ViewMargin};
}

const RateHistory &RateView::history() const
{
    static const RateHistory None;
    return m_feed ? m_feed->history() : None;
}

void RateView::refresh()
{
    m_channels = history().busiest(ChartedChannels);
    m_peak = columns().peak();
    m_cursor = std::min(m_cursor, columns().count() - 1);
    m_pointed = std::min(m_pointed, columns().count() - 1);
    if (!m_described.isValid() || m_described.elapsed() > DescribePause) {
        describe();
    }
    update();
}

void RateView::describe()
{
    m_described.start();
    setAccessibleDescription(text());
}

RateAreas RateView::areas() const
{
    return {rect(), fontMetrics()};
}

RateColumns RateView::columns() const
{
    return {history(), double(areas().plot.width())};
}

int RateView::columnUnder(const QPointF &place) const
{
    return columns().columnAt(place.x(), areas().plot);
}

int RateView::describedColumn() const
{
    if (m_pointed >= 0 || m_cursor >= 0) {
        return m_pointed >= 0 ? m_pointed : m_cursor;
    }
    const int count = columns().count();
    const bool isLastIncomplete = m_feed && m_feed->isLive() && count > 1;
    return count - (isLastIncomplete ? 2 : 1);
}

QStringList RateView::channelTexts(int column) const
{
    QStringList texts;
    for (const std::size_t channel : m_channels) {
        texts +=
            rateChannelText(history(), channel) + u' ' + rateText(columns().rate(column, channel));
    }
    return texts;
}

QString RateView::text() const
{
    const int column = describedColumn();
    if (column < 0) {
        return tr("No messages yet.");
    }
    return tr("%1: %2 messages. Peak: %3. By channel: %4.")
        .arg(rateTimeText(history(), columns().timeOf(column)), rateText(columns().rate(column)),
             rateText(m_peak), channelTexts(column).join(QStringLiteral(", ")));
}

/** Of the channels as in the log, then of all others. */
std::vector<QColor> RateView::colors() const
{
    const bool isDark = m_theme != nullptr && m_theme->isDark();
    std::vector<QColor> colors;
    for (const std::size_t channel : m_channels) {
        const QString name = QString::fromStdString(history().channelName(channel));
        colors.push_back(m_log->channelColors().colorOf(name, isDark));
    }
    colors.push_back(otherSeriesColor(isDark));
    return colors;
}

void RateView::paintEvent(QPaintEvent *)
{
    const RateAreas areas = this->areas();
    const RateColumns columns = this->columns();
    const std::vector<QColor> colors = this->colors();
    const RateChart chart{history(),        columns, m_channels,
                          colors,           m_peak,  m_pointed >= 0 ? m_pointed : m_cursor,
                          describedColumn()};
    QPainter painter(this);
    RatePainter(painter, areas, chart).paint(palette());
}

void RateView::moveCursor(int column)
{
    m_cursor = std::clamp(column, -1, columns().count() - 1);
    m_pointed = -1;
    describe();
    update();
}

void RateView::goTo(int column)
{
    if (column < 0) {
        return;
    }
    if (const quint64 number = columns().firstEntry(column); number != 0) {
        Q_EMIT entryRequested(number);
    }
}

void RateView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_feed) {
        m_feed->setActive(true);
    }
}

void RateView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_feed) {
        m_feed->setActive(false);
    }
}

void RateView::mouseMoveEvent(QMouseEvent *event)
{
    const int column = columnUnder(event->position());
    if (column != m_pointed) {
        m_pointed = column;
        setCursor(column < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
        update();
    }
}

void RateView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        goTo(columnUnder(event->position()));
    }
}

void RateView::leaveEvent(QEvent *)
{
    m_pointed = -1;
    update();
}

void RateView::keyPressEvent(QKeyEvent *event)
{
    const int from = m_cursor < 0 ? columns().count() : m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(std::max(0, from - 1));
    case Qt::Key_Right:
        return moveCursor(from + 1);
    case Qt::Key_Home:
        return moveCursor(0);
    case Qt::Key_End:
        return moveCursor(columns().count() - 1);
    case Qt::Key_Escape:
        return moveCursor(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return goTo(describedColumn());
    default:
        QWidget::keyPressEvent(event);
    }
}
