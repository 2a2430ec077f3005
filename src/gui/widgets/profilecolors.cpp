// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/profilecolors.h"

#include "gui/widgets/theme.h"
#include "monitor/platform/tr.h"

#include <QPainter>
#include <QPixmap>

namespace {

struct Mark
{
    ProfileColor color;
    QString name;
    QRgb light;
    QRgb dark;
};

QList<Mark> marks()
{
    return {{ProfileColor::None, Tr::tr("No colour"), 0, 0},
            {ProfileColor::Blue, Tr::tr("Blue"), 0x1f5fc4, 0x7ab2ff},
            {ProfileColor::Teal, Tr::tr("Teal"), 0x0f6d75, 0x58cfd6},
            {ProfileColor::Green, Tr::tr("Green"), 0x13733f, 0x4fd58a},
            {ProfileColor::Amber, Tr::tr("Amber"), 0x8f5200, 0xf2b34c},
            {ProfileColor::Red, Tr::tr("Red"), 0xb4232a, 0xff8585},
            {ProfileColor::Violet, Tr::tr("Violet"), 0x7a3fb0, 0xc9a2f7}};
}

Mark markOf(ProfileColor color)
{
    const QList<Mark> all = marks();
    for (const Mark &mark : all) {
        if (mark.color == color) {
            return mark;
        }
    }
    return all.constFirst();
}

} // namespace

QList<ProfileColor> profileColors()
{
    QList<ProfileColor> colors;
    const QList<Mark> all = marks();
    for (const Mark &mark : all) {
        colors.append(mark.color);
    }
    return colors;
}

QString profileColorName(ProfileColor color)
{
    return markOf(color).name;
}

QColor profileTone(ProfileColor color, bool dark)
{
    const Mark mark = markOf(color);
    return color == ProfileColor::None ? QColor() : QColor(dark ? mark.dark : mark.light);
}

QIcon profileIcon(ProfileColor color, bool dark)
{
    constexpr int Size = 64; // scaled down where it is shown
    QPixmap picture(Size, Size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor tone = profileTone(color, dark);
    painter.setPen(QPen(tone.isValid() ? tone : toneColor(Tone::Quiet, dark), 6));
    painter.setBrush(tone.isValid() ? QBrush(tone) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(15, 15, 34, 34));
    painter.end();
    return QIcon(picture);
}
