// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/colorchip.h"

#include <QApplication>
#include <QFontMetrics>
#include <QIconEngine>
#include <QPainter>

namespace {

void fillChip(QPainter &painter, const QRectF &square, const QColor &color, const QColor &outline)
{
    constexpr double ChipRounding = 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(color);
    painter.setPen(outline.isValid() ? QPen(outline, 1) : QPen(Qt::NoPen));
    const double inset = outline.isValid() ? 0.5 : 0;
    painter.drawRoundedRect(square.adjusted(inset, inset, -inset, -inset), ChipRounding,
                            ChipRounding);
    painter.restore();
}

/** Unlike a pixmap it is sharp at any scale, and a selection does not tint it. */
class ChipEngine : public QIconEngine
{
public:
    explicit ChipEngine(const QColor &color)
        : m_color(color)
    {
    }

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override
    {
        fillChip(*painter, area, m_color,
                 mode == QIcon::Selected ? QApplication::palette().color(QPalette::HighlightedText)
                                         : QColor());
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }

    QIconEngine *clone() const override { return new ChipEngine(*this); }

private:
    const QColor m_color;
};

} // namespace

int chipSize(const QFontMetrics &metrics)
{
    return metrics.ascent() * 3 / 4;
}

void paintChip(QPainter &painter, const QRect &area, const QColor &color, const QColor &outline)
{
    const int size = chipSize(painter.fontMetrics());
    fillChip(painter, QRectF(area.left(), area.center().y() - (size - 1) / 2, size, size), color,
             outline);
}

QIcon chipIcon(const QColor &color)
{
    return QIcon(new ChipEngine(color));
}
