// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/fittingscrollarea.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace {

constexpr int FewestLines = 3;

} // namespace

FittingScrollArea::FittingScrollArea(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this,
            &FittingScrollArea::updateFocusPolicy);
    updateFocusPolicy();
}

int FittingScrollArea::heightForWidth(int width) const
{
    return widget() == nullptr ? 0 : widget()->heightForWidth(width);
}

QSize FittingScrollArea::sizeHint() const
{
    return widget() == nullptr ? QSize() : widget()->sizeHint();
}

QSize FittingScrollArea::minimumSizeHint() const
{
    const int few = fontMetrics().lineSpacing() * FewestLines;
    return {fontMetrics().averageCharWidth() * 20, std::min(few, heightForWidth(width()))};
}

bool FittingScrollArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

void FittingScrollArea::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    updateGeometry();
}

/** Gets the keyboard focus only if there is something to scroll. */
void FittingScrollArea::updateFocusPolicy()
{
    setFocusPolicy(verticalScrollBar()->maximum() > 0 ? Qt::StrongFocus : Qt::NoFocus);
}
