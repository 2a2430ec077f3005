// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/statusdot.h"

#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace {

constexpr int Inset = 6;

} // namespace

void paintStateShape(QPainter &painter, const QRectF &area, SessionState state, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double stroke = std::max(1.5, area.width() / 7);
    const QRectF ring = area.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    painter.setPen(QPen(color, stroke, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case SessionState::Live:
        painter.setBrush(color);
        painter.drawEllipse(ring);
        break;
    case SessionState::Partial: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        QPainterPath disc;
        disc.addEllipse(area);
        QPainterPath bar;
        bar.addRect(QRectF(area.left() + area.width() / 5, area.center().y() - stroke * 0.75,
                           area.width() * 3 / 5, stroke * 1.5));
        painter.drawPath(disc.subtracted(bar));
        break;
    }
    case SessionState::Connecting:
        painter.drawEllipse(ring);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPie(ring, 90 * 16, 180 * 16);
        break;
    case SessionState::Offline:
        painter.drawEllipse(ring);
        break;
    case SessionState::Refused:
        painter.drawLine(ring.topLeft(), ring.bottomRight());
        painter.drawLine(ring.topRight(), ring.bottomLeft());
        break;
    case SessionState::Disabled:
        painter.drawLine(QPointF(ring.left(), ring.center().y()),
                         QPointF(ring.right(), ring.center().y()));
        break;
    }
    painter.restore();
}

StatusDot::StatusDot(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(SessionState::Offline, stateText(SessionState::Offline));
}

void StatusDot::setTheme(const Theme *theme)
{
    m_theme = theme;
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusDot::setState(SessionState state, const QString &text)
{
    m_state = state;
    m_text = text;
    setAccessibleName(state == SessionState::Partial
                          ? tr("Connection: %1 channels subscribed").arg(text)
                          : tr("Connection: %1").arg(text));
    updateGeometry();
    update();
}

QSize StatusDot::sizeHint() const
{
    constexpr int PartialCharacters = 11; // "998 of 1000"
    int widest = std::max(fontMetrics().horizontalAdvance(m_text),
                          fontMetrics().averageCharWidth() * PartialCharacters);
    for (const auto state : {SessionState::Live, SessionState::Connecting, SessionState::Offline,
                             SessionState::Refused, SessionState::Disabled}) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(stateText(state)));
    }
    const int line = fontMetrics().height();
    return {line * 2 + widest + Inset, line + 8};
}

void StatusDot::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void StatusDot::enterEvent(QEnterEvent *)
{
    update();
}

void StatusDot::leaveEvent(QEvent *)
{
    update();
}

void StatusDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (hasFocus() || underMouse()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(
            QPen(palette().color(hasFocus() ? QPalette::Link : QPalette::Mid), hasFocus() ? 2 : 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    const QColor color =
        m_theme ? m_theme->color(toneOf(m_state)) : palette().color(QPalette::WindowText);
    const double size = fontMetrics().ascent() * 0.9;
    const QRectF shape(Inset, (height() - size) / 2, size, size);
    paintStateShape(painter, shape, m_state, color);
    painter.setPen(color);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.drawText(rect().adjusted(int(size) + Inset + 8, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, m_text);
}
