// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/numberchart.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace {

constexpr int ChartMargin = 10;
constexpr int ChartLines = 7; ///< height in lines of text
constexpr double PointRadius = 2.5;
constexpr double CurrentRadius = 4.5;

QString numberText(double value)
{
    constexpr int Digits = 8;
    return QString::number(value, 'g', Digits);
}

} // namespace

NumberChart::NumberChart(QWidget *parent)
    : QWidget(parent)
    , m_close(new QToolButton(this))
{
    m_close->setObjectName(QStringLiteral("closeChartButton"));
    m_close->setIcon(glyphIcon(Glyph::Remove));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::NoFocus); // Escape does the same
    m_close->setAccessibleName(tr("Close the chart"));
    setPlainToolTip(m_close, tr("Close the chart (Esc)"));
    connect(m_close, &QToolButton::clicked, this, &NumberChart::close);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Chart of a number"));
    new FocusRing(this);
    hide();
}

void NumberChart::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NumberChart::chart(const NumberField &field)
{
    delete m_series;
    m_series = new NumberSeries(*m_log, field, this);
    connect(m_series, &NumberSeries::changed, this, &NumberChart::refresh);
    m_current = -1;
    show();
    refresh();
}

void NumberChart::close()
{
    hide();
    delete m_series;
    m_series = nullptr;
}

QSize NumberChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30,
            fontMetrics().height() * ChartLines + 2 * ChartMargin};
}

void NumberChart::refresh()
{
    m_current = std::min(m_current, int(count()) - 1);
    setAccessibleDescription(text());
    update();
}

QString NumberChart::text() const
{
    if (m_series == nullptr) {
        return {};
    }
    const NumberField &field = m_series->field();
    const QString what = tr("%1 in %2")
                             .arg(labelText(QString::fromStdString(pathText("data", field.path))),
                                  labelText(QString::fromStdString(field.channel)));
    if (count() == 0) {
        return tr("%1: no number yet").arg(what);
    }
    const std::size_t point = m_current < 0 ? count() - 1 : std::size_t(m_current);
    const NumberPoint &shown = m_series->points()[point];
    return tr("%1: %2 (#%3)").arg(what, numberText(shown.value), groupedNumber(shown.entry));
}

std::pair<double, double> NumberChart::range() const
{
    const auto [low, high] =
        std::ranges::minmax_element(m_series->points(), {}, &NumberPoint::value);
    return {low->value, high->value};
}

/** Between a line of text above and one below. */
QRectF NumberChart::plot() const
{
    const int line = fontMetrics().height() + 6;
    return QRectF(rect()).adjusted(ChartMargin, ChartMargin / 2.0 + line, -ChartMargin,
                                   -ChartMargin / 2.0 - line);
}

QPointF NumberChart::placeOf(std::size_t point) const
{
    const QRectF area = plot();
    const auto [low, high] = range();
    const double share = count() > 1 ? double(point) / double(count() - 1) : 1;
    const double height = high > low
        ? m_series->points()[point].value / (high - low) - low / (high - low) // no overflow
        : 0.5;
    return {area.left() + share * area.width(), area.bottom() - height * area.height()};
}

int NumberChart::pointNear(const QPointF &place) const
{
    if (count() == 0) {
        return -1;
    }
    const QRectF area = plot();
    const double share = (place.x() - area.left()) / std::max(1.0, area.width());
    return std::clamp(int(std::lround(share * double(count() - 1))), 0, int(count()) - 1);
}

void NumberChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(rect().topLeft(), rect().topRight());
    const QRect words =
        rect().adjusted(ChartMargin, ChartMargin / 2, -ChartMargin, -ChartMargin / 2);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(
        words, int(Qt::AlignLeft | Qt::AlignTop),
        fontMetrics().elidedText(text(), Qt::ElideMiddle, words.width() - m_close->width()));
    if (count() == 0 || m_theme == nullptr) {
        return;
    }
    const auto [low, high] = range();
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignBottom),
                     tr("%1 to %2").arg(numberText(low), numberText(high)));
    painter.drawText(words, int(Qt::AlignRight | Qt::AlignBottom),
                     tr("values: %1").arg(groupedNumber(count())));
    QPolygonF line;
    for (std::size_t point = 0; point < count(); ++point) {
        line.append(placeOf(point));
    }
    const QColor color = m_theme->color(Tone::Accent);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    painter.drawPolyline(line);
    painter.setBrush(color);
    const int current = m_current < 0 ? int(count()) - 1 : m_current;
    for (int point = 0; point < int(line.size()); ++point) {
        const double radius = point == current ? CurrentRadius : PointRadius;
        painter.drawEllipse(line.at(point), radius, radius);
    }
}

void NumberChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_close->adjustSize();
    m_close->move(width() - m_close->width() - 2, 2);
}

void NumberChart::moveTo(int point)
{
    m_current = std::clamp(point, -1, int(count()) - 1);
    refresh();
}

void NumberChart::request(int point)
{
    if (point >= 0 && point < int(count())) {
        Q_EMIT entryRequested(m_series->points()[std::size_t(point)].entry);
    }
}

void NumberChart::mouseMoveEvent(QMouseEvent *event)
{
    moveTo(pointNear(event->position()));
}

void NumberChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        request(pointNear(event->position()));
    }
}

void NumberChart::leaveEvent(QEvent *)
{
    moveTo(-1);
}

void NumberChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(count()) - 1;
    const int from = m_current < 0 ? last : m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(std::max(0, from - 1));
    case Qt::Key_Right:
        return moveTo(from + 1);
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return request(from);
    case Qt::Key_Escape:
        return close();
    default:
        QWidget::keyPressEvent(event);
    }
}
