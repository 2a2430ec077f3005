// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/glyph.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace {

// All on a grid of 16 by 16.

void drawRestart(QPainter &painter)
{
    QPainterPath path;
    path.arcMoveTo(3, 3, 10, 10, 60);
    path.arcTo(3, 3, 10, 10, 60, 290);
    painter.drawPath(path);
    painter.drawPolyline(QPolygonF{{7.2, 1.4}, {10.6, 3.6}, {7.8, 6.4}});
}

void drawClear(QPainter &painter)
{
    painter.drawPolyline(QPolygonF{{4, 5}, {4.7, 13.5}, {11.3, 13.5}, {12, 5}});
    painter.drawLine(QPointF(2.5, 4.5), QPointF(13.5, 4.5));
    painter.drawPolyline(QPolygonF{{6, 4.2}, {6, 2.5}, {10, 2.5}, {10, 4.2}});
}

void drawTraffic(QPainter &painter)
{
    painter.drawPolyline(
        QPolygonF{{1.5, 8.5}, {4.5, 8.5}, {6.5, 3.5}, {9.5, 12.5}, {11.5, 8.5}, {14.5, 8.5}});
}

void drawCopy(QPainter &painter)
{
    painter.drawRoundedRect(QRectF(5.5, 5.5, 8, 8), 1.5, 1.5);
    painter.drawPolyline(QPolygonF{{3, 10.5}, {2.5, 10.5}, {2.5, 2.5}, {10.5, 2.5}, {10.5, 3}});
}

void drawAddUser(QPainter &painter)
{
    painter.drawEllipse(QPointF(6, 5), 2.6, 2.6);
    QPainterPath shoulders;
    shoulders.moveTo(1.5, 13.5);
    shoulders.cubicTo(1.5, 8.8, 10.5, 8.8, 10.5, 13.5);
    painter.drawPath(shoulders);
    painter.drawLine(QPointF(12.5, 3.5), QPointF(12.5, 8.5));
    painter.drawLine(QPointF(10, 6), QPointF(15, 6));
}

/** A window with a line that parts the pane from the rest, and the pane filled. */
void drawPane(QPainter &painter, const QRectF &pane)
{
    QColor fill = painter.pen().color();
    fill.setAlphaF(0.45F);
    painter.fillRect(pane, fill);
    painter.drawRoundedRect(QRectF(1.5, 2.5, 13, 11), 1.5, 1.5);
}

void drawGlyph(QPainter &painter, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Pause:
        painter.drawLine(QPointF(5.5, 3.5), QPointF(5.5, 12.5));
        painter.drawLine(QPointF(10.5, 3.5), QPointF(10.5, 12.5));
        break;
    case Glyph::Play:
        painter.drawPolygon(QPolygonF{{4.5, 3}, {12.5, 8}, {4.5, 13}});
        break;
    case Glyph::Clear:
        drawClear(painter);
        break;
    case Glyph::Traffic:
        drawTraffic(painter);
        break;
    case Glyph::Restart:
        drawRestart(painter);
        break;
    case Glyph::Remove:
        painter.drawLine(QPointF(4, 4), QPointF(12, 12));
        painter.drawLine(QPointF(12, 4), QPointF(4, 12));
        break;
    case Glyph::Copy:
        drawCopy(painter);
        break;
    case Glyph::Record:
        painter.drawEllipse(QPointF(8, 8), 4.5, 4.5);
        painter.drawEllipse(QPointF(8, 8), 2, 2);
        break;
    case Glyph::AddUser:
        drawAddUser(painter);
        break;
    case Glyph::Find:
        painter.drawEllipse(QPointF(6.8, 6.8), 4.3, 4.3);
        painter.drawLine(QPointF(10, 10), QPointF(14, 14));
        break;
    case Glyph::LeftPane:
        drawPane(painter, QRectF(1.5, 2.5, 4.5, 11));
        break;
    case Glyph::BottomPane:
        drawPane(painter, QRectF(1.5, 9, 13, 4.5));
        break;
    case Glyph::RightPane:
        drawPane(painter, QRectF(10, 2.5, 4.5, 11));
        break;
    }
}

class GlyphEngine : public QIconEngine
{
public:
    explicit GlyphEngine(Glyph glyph)
        : m_glyph(glyph)
    {
    }

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor color = QApplication::palette().color(group, QPalette::ButtonText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(area.topLeft());
        painter->scale(area.width() / 16.0, area.height() / 16.0);
        painter->setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        drawGlyph(*painter, m_glyph);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }

    QIconEngine *clone() const override { return new GlyphEngine(*this); }

private:
    Glyph m_glyph;
};

} // namespace

QIcon glyphIcon(Glyph glyph)
{
    return QIcon(new GlyphEngine(glyph));
}
