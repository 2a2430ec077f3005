// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/rateview.h"

#include "gui/chart/ratefeed.h"
#include "gui/chart/seriescolor.h"
#include "gui/controller/logstate.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "monitor/platform/displaytime.h"
#include "text/visibletext.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace {

constexpr int Margin = 12;
constexpr double NarrowestBar = 3;
constexpr double WidestBar = 12;
constexpr int Lines = 8; ///< of text, as high
constexpr qint64 DescribePause = 5000; ///< ms; a screen reader is not talked over

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
    m_theme = &theme;
    m_feed = new RateFeed(log, this);
    connect(m_feed, &RateFeed::changed, this, &RateView::reflect);
    connect(&log, &LogState::displayZoneChanged, this, &RateView::reflect);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    m_feed->setActive(isVisible());
    reflect();
}

void RateView::setLive(bool live)
{
    m_feed->setLive(live);
}

QSize RateView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * Lines + Margin};
}

const RateHistory &RateView::history() const
{
    static const RateHistory None;
    return m_feed ? m_feed->history() : None;
}

void RateView::reflect()
{
    m_channels = history().busiest(SeriesCount);
    m_peak = peak();
    m_cursor = std::min(m_cursor, columnCount() - 1);
    m_pointed = std::min(m_pointed, columnCount() - 1);
    if (!m_described.isValid() || m_described.elapsed() > DescribePause) {
        describe();
    }
    update();
}

void RateView::describe()
{
    m_described.start();
    setAccessibleDescription(words());
}

QRect RateView::legendArea() const
{
    const int width = std::min(rect().width() * 2 / 5, fontMetrics().averageCharWidth() * 38);
    return rect().adjusted(rect().width() - width, Margin / 2, -Margin, -Margin / 2);
}

QRect RateView::plotArea() const
{
    const int line = fontMetrics().height();
    const int scale = fontMetrics().horizontalAdvance(QStringLiteral("999.9 KB/s")) + 6;
    QRect area = rect().adjusted(Margin + scale, Margin / 2 + line + 4, 0, -Margin / 2 - line);
    area.setRight(legendArea().left() - Margin * 2);
    return area;
}

std::size_t RateView::stepsPerColumn() const
{
    const auto most = std::size_t(std::max(1.0, plotArea().width() / NarrowestBar));
    return std::max<std::size_t>(1, (history().size() + most - 1) / most);
}

int RateView::columnCount() const
{
    const std::size_t each = stepsPerColumn();
    return int((history().size() + each - 1) / each);
}

double RateView::barWidth() const
{
    return std::min(WidestBar, double(plotArea().width()) / std::max(1, columnCount()));
}

RateView::Column RateView::columnAt(int index) const
{
    const std::size_t each = stepsPerColumn();
    const std::size_t begin = std::size_t(index) * each;
    return {begin, std::min(begin + each, history().size())};
}

/** The newest one at the right. */
QRectF RateView::barArea(int index, const QRectF &area) const
{
    const double width = barWidth();
    return {area.right() - width * (columnCount() - index), area.top(), width, area.height()};
}

int RateView::columnUnder(const QPointF &place) const
{
    const QRectF area = plotArea();
    const int index = columnCount() - 1 - int(std::floor((area.right() - place.x()) / barWidth()));
    const bool isInside = place.x() <= area.right() && index >= 0 && index < columnCount();
    return isInside ? index : -1;
}

int RateView::shownColumn() const
{
    if (m_pointed >= 0 || m_cursor >= 0) {
        return m_pointed >= 0 ? m_pointed : m_cursor;
    }
    const bool isLastIncomplete = m_feed && m_feed->isLive() && columnCount() > 1;
    return columnCount() - (isLastIncomplete ? 2 : 1);
}

RateView::Rate RateView::rateOf(const Column &column) const
{
    RateAmount sum;
    for (std::size_t step = column.begin; step < column.end; ++step) {
        sum += history().total(step);
    }
    const double seconds = double(column.end - column.begin) * double(history().width().count());
    return {double(sum.messages) / seconds, double(sum.bytes) / seconds};
}

RateView::Rate RateView::rateOf(const Column &column, std::size_t channel) const
{
    RateAmount sum;
    for (std::size_t step = column.begin; step < column.end; ++step) {
        sum += history().ofChannel(step, channel);
    }
    const double seconds = double(column.end - column.begin) * double(history().width().count());
    return {double(sum.messages) / seconds, double(sum.bytes) / seconds};
}

RateView::Rate RateView::peak() const
{
    Rate most;
    for (int index = 0; index < columnCount(); ++index) {
        const Rate rate = rateOf(columnAt(index));
        most.messages = std::max(most.messages, rate.messages);
        most.bytes = std::max(most.bytes, rate.bytes);
    }
    return most;
}

QString RateView::countText(double count)
{
    return count >= 100 || count == std::floor(count) ? groupedNumber(quint64(std::llround(count)))
                                                      : QString::number(count, 'f', 1);
}

QString RateView::perSecond(const QString &amount)
{
    return tr("%1/s").arg(amount);
}

QString RateView::rateText(const Rate &rate) const
{
    return perSecond(countText(rate.messages)) + QStringLiteral(" \u00b7 ")
        + perSecond(sizeText(std::size_t(std::llround(rate.bytes))));
}

QString RateView::timeText(const Column &column) const
{
    const Qt::TimeSpec zone = displayZone() == DisplayZone::Utc ? Qt::UTC : Qt::LocalTime;
    const auto time =
        QDateTime::fromMSecsSinceEpoch(history().timeOf(column.begin).count() / 1000, zone);
    const bool isLong = history().width() * history().size() > std::chrono::hours(24);
    return isLong ? QLocale().toString(time, QLocale::ShortFormat)
                  : time.toString(QStringLiteral("HH:mm:ss"));
}

QStringList RateView::channelWords(const Column &column) const
{
    QStringList words;
    for (const std::size_t channel : m_channels) {
        const std::string &name = history().channelName(channel);
        words += visibleText(QByteArrayView(name.data(), qsizetype(name.size()))) + u' '
            + rateText(rateOf(column, channel));
    }
    return words;
}

QString RateView::words() const
{
    const int index = shownColumn();
    if (index < 0) {
        return tr("No messages yet.");
    }
    const Column column = columnAt(index);
    return tr("%1: %2 messages. Peak: %3. By channel: %4.")
        .arg(timeText(column), rateText(rateOf(column)), rateText(m_peak),
             channelWords(column).join(QStringLiteral(", ")));
}

void RateView::moveCursor(int column)
{
    m_cursor = std::clamp(column, -1, columnCount() - 1);
    m_pointed = -1;
    describe();
    update();
}

void RateView::goTo(int column)
{
    if (column < 0) {
        return;
    }
    if (const quint64 number = history().numberOf(columnAt(column).begin); number != 0) {
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
    const int from = m_cursor < 0 ? columnCount() : m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(std::max(0, from - 1));
    case Qt::Key_Right:
        return moveCursor(from + 1);
    case Qt::Key_Home:
        return moveCursor(0);
    case Qt::Key_End:
        return moveCursor(columnCount() - 1);
    case Qt::Key_Escape:
        return moveCursor(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return goTo(shownColumn());
    default:
        QWidget::keyPressEvent(event);
    }
}
