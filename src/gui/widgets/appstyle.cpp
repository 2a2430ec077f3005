// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/appstyle.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

namespace {

constexpr double Radius = 4;
constexpr double FrameRadius = 1.5; ///< around a view, whose corners are square
constexpr int ScrollBarWidth = 10;
constexpr int HeaderPadding = 6;
constexpr int FieldPadding = 4;
constexpr int ToolPadding = 3;

QColor outline(const QStyleOption *option)
{
    return option->palette.color(QPalette::Mid);
}

QColor mixed(const QColor &first, const QColor &second, double part)
{
    const auto mix = [part](int a, int b) { return int(a + (b - a) * part); };
    return QColor(mix(first.red(), second.red()), mix(first.green(), second.green()),
                  mix(first.blue(), second.blue()));
}

void drawRounded(QPainter *painter, const QRect &area, const QColor &fill, const QPen &pen,
                 double radius = Radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(pen);
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

bool has(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

/** A field, framed; thicker and in the accent colour while it has the focus. */
void drawField(const QStyleOption *option, QPainter *painter)
{
    const bool focused = has(option, QStyle::State_HasFocus);
    const QColor frame = focused ? option->palette.color(QPalette::Link) : outline(option);
    const QColor fill = option->palette.color(
        has(option, QStyle::State_Enabled) ? QPalette::Base : QPalette::Window);
    drawRounded(painter, option->rect, fill, QPen(frame, focused ? 1.6 : 1));
}

void drawButton(const QStyleOption *option, QPainter *painter)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool primary =
        enabled && button && button->features.testFlag(QStyleOptionButton::DefaultButton);
    const QColor text = option->palette.color(QPalette::ButtonText);
    QColor fill = option->palette.color(primary ? QPalette::Highlight : QPalette::Button);
    if (!enabled) {
        fill = option->palette.color(QPalette::Window);
    } else if (has(option, QStyle::State_Sunken)) {
        fill = mixed(fill, text, 0.14);
    } else if (has(option, QStyle::State_MouseOver)) {
        fill = mixed(fill, text, 0.06);
    }
    QColor frame = primary ? fill : outline(option);
    if (has(option, QStyle::State_HasFocus)) {
        frame = option->palette.color(primary ? QPalette::WindowText : QPalette::Link);
    }
    drawRounded(painter, option->rect, fill,
                QPen(frame, has(option, QStyle::State_HasFocus) ? 1.6 : 1));
}

void drawToolButton(const QStyleOption *option, QPainter *painter)
{
    const QColor text = option->palette.color(QPalette::ButtonText);
    const QColor window = option->palette.color(QPalette::Window);
    const bool focused = has(option, QStyle::State_HasFocus);
    QColor fill(Qt::transparent);
    if (has(option, QStyle::State_On)) {
        fill = mixed(window, option->palette.color(QPalette::Link), 0.2);
    } else if (has(option, QStyle::State_Sunken)) {
        fill = mixed(window, text, 0.12);
    } else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled)) {
        fill = mixed(window, text, 0.07);
    }
    const QPen pen = focused ? QPen(option->palette.color(QPalette::Link), 1.4) : QPen(Qt::NoPen);
    drawRounded(painter, option->rect, fill, pen);
}

void drawCheckBox(const QStyleOption *option, QPainter *painter)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool checked = has(option, QStyle::State_On);
    const QPalette &palette = option->palette;
    const QColor accent = palette.color(enabled ? QPalette::Highlight : QPalette::Mid);
    const bool focused = has(option, QStyle::State_HasFocus);
    const QColor frame = focused ? palette.color(QPalette::Link)
        : checked                ? accent
                                 : palette.color(QPalette::PlaceholderText);
    drawRounded(painter, option->rect, checked ? accent : palette.color(QPalette::Base),
                QPen(frame, focused ? 1.6 : 1));
    if (checked) {
        const QRectF box(option->rect);
        const auto at = [&box](double x, double y) {
            return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
        };
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(palette.color(QPalette::HighlightedText), 1.8, Qt::SolidLine,
                             Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(QPolygonF{at(0.25, 0.52), at(0.43, 0.70), at(0.76, 0.32)});
        painter->restore();
    }
}

void drawComboBox(const QStyle *style, const QStyleOptionComboBox *box, QPainter *painter,
                  const QWidget *widget)
{
    drawField(box, painter);
    const QRectF arrow =
        style->subControlRect(QStyle::CC_ComboBox, box, QStyle::SC_ComboBoxArrow, widget);
    const QPointF centre = arrow.center();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(box->palette.color(QPalette::PlaceholderText), 1.5, Qt::SolidLine,
                         Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF{centre + QPointF(-3.5, -1.5), centre + QPointF(0, 2),
                                    centre + QPointF(3.5, -1.5)});
    painter->restore();
}

void drawHeaderSection(const QStyleOption *option, QPainter *painter)
{
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    painter->setPen(outline(option));
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
}

void drawHeaderLabel(const QStyleOptionHeader *header, QPainter *painter)
{
    painter->setPen(header->palette.color(QPalette::PlaceholderText));
    painter->drawText(header->rect.adjusted(HeaderPadding - 2, 0, -HeaderPadding, 0),
                      int(header->textAlignment) | Qt::TextSingleLine, header->text);
}

void drawMenuBarItem(const QStyle *style, const QStyleOptionMenuItem *item, QPainter *painter)
{
    const bool active = has(item, QStyle::State_Selected) || has(item, QStyle::State_Sunken);
    const QColor window = item->palette.color(QPalette::Window);
    painter->fillRect(item->rect,
                      active ? mixed(window, item->palette.color(QPalette::Text), 0.1) : window);
    style->drawItemText(painter, item->rect,
                        Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item->palette,
                        has(item, QStyle::State_Enabled), item->text, QPalette::WindowText);
}

void drawTab(const QStyleOptionTab *tab, QPainter *painter)
{
    painter->setPen(outline(tab));
    painter->drawLine(tab->rect.bottomLeft(), tab->rect.bottomRight());
    if (has(tab, QStyle::State_Selected)) {
        const QRect line(tab->rect.left() + 8, tab->rect.bottom() - 1, tab->rect.width() - 16, 2);
        painter->fillRect(line, tab->palette.color(QPalette::Link));
    }
    if (has(tab, QStyle::State_HasFocus)) {
        drawRounded(painter, tab->rect.adjusted(2, 2, -2, -4), Qt::transparent,
                    QPen(tab->palette.color(QPalette::Link), 1.2));
    }
}

void drawScrollBar(const QStyle *style, const QStyleOptionSlider *bar, QPainter *painter,
                   const QWidget *widget)
{
    painter->fillRect(bar->rect, bar->palette.color(QPalette::Base));
    if (bar->maximum <= bar->minimum) {
        return;
    }
    const QRect slider =
        style->subControlRect(QStyle::CC_ScrollBar, bar, QStyle::SC_ScrollBarSlider, widget);
    const bool active = has(bar, QStyle::State_MouseOver) || has(bar, QStyle::State_Sunken);
    const QColor color = mixed(bar->palette.color(QPalette::Base),
                               bar->palette.color(QPalette::Text), active ? 0.5 : 0.28);
    const QRectF thumb = QRectF(slider).adjusted(2, 2, -2, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawRoundedRect(thumb, 3, 3);
    painter->restore();
}

} // namespace

AppStyle::AppStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                             QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0) {
            drawField(option, painter);
        }
        return;
    case PE_FrameLineEdit:
        return drawField(option, painter);
    case PE_IndicatorCheckBox:
        return drawCheckBox(option, painter);
    case PE_PanelButtonCommand:
        return drawButton(option, painter);
    case PE_PanelButtonTool:
        return drawToolButton(option, painter);
    case PE_Frame:
        drawRounded(painter, option->rect, Qt::transparent,
                    has(option, State_HasFocus) ? QPen(option->palette.color(QPalette::Link), 1.6)
                                                : QPen(outline(option)),
                    FrameRadius);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return;
    case PE_PanelStatusBar:
    case PE_FrameTabBarBase: {
        const bool below = element == PE_FrameTabBarBase;
        painter->setPen(outline(option));
        painter->drawLine(below ? option->rect.bottomLeft() : option->rect.topLeft(),
                          below ? option->rect.bottomRight() : option->rect.topRight());
        return;
    }
    case PE_FrameStatusBarItem:
    case PE_FrameTabWidget:
        return;
    case PE_FrameFocusRect: // the frames of controls show the focus
        if (qobject_cast<const QToolButton *>(widget)) {
            drawRounded(painter, widget->rect(), Qt::transparent,
                        QPen(option->palette.color(QPalette::Link), 1.4));
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void AppStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                           const QWidget *widget) const
{
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return drawHeaderSection(option, painter);
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderLabel(header, painter);
        }
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuBarItem(proxy(), item, painter);
        }
        return;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            QStyleOptionToolButton shifted = *button;
            shifted.rect.translate(ToolPadding, 0);
            return QProxyStyle::drawControl(element, &shifted, painter, widget);
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect,
                          has(option, State_MouseOver) ? option->palette.color(QPalette::Link)
                                                       : outline(option));
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTab(tab, painter);
        }
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option); button
            && button->features.testFlag(QStyleOptionButton::DefaultButton)
            && has(option, State_Enabled)) {
            QStyleOptionButton primary = *button;
            primary.palette.setColor(QPalette::ButtonText,
                                     option->palette.color(QPalette::HighlightedText));
            return QProxyStyle::drawControl(element, &primary, painter, widget);
        }
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                  QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            return drawScrollBar(proxy(), bar, painter, widget);
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
            box && box->editable) {
            return drawComboBox(proxy(), box, painter, widget);
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                          const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollBarExtent:
        return ScrollBarWidth;
    case PM_MenuBarVMargin:
        return 2;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int AppStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                        QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                 const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        result += QSize(8, 2);
    } else if (type == CT_ToolButton) {
        result += QSize(2, 4);
    } else if (type == CT_LineEdit) {
        result += QSize(0, 2);
    }
    return result;
}

QRect AppStyle::subElementRect(SubElement element, const QStyleOption *option,
                               const QWidget *widget) const
{
    const QRect result = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? result.adjusted(FieldPadding, 0, -FieldPadding, 0)
                                          : result;
}
