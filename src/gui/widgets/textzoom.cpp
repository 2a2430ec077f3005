// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/textzoom.h"

#include <QAbstractItemView>
#include <QAction>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace {

constexpr std::array Sizes{50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300};
/** Of the wheel for one size. */
constexpr int Notch = QWheelEvent::DefaultDeltasPerStep;

} // namespace

void TextZoom::add(QAbstractScrollArea &view)
{
    m_views.push_back({&view, view.font().pointSizeF()});
    view.viewport()->installEventFilter(this);
    apply(m_views.back());
}

/** Not the headers, which follow their views, nor the lists that pop up. */
void TextZoom::addTextIn(const QWidget &pane)
{
    for (auto *view : pane.findChildren<QAbstractScrollArea *>()) {
        const bool isText = qobject_cast<QPlainTextEdit *>(view) != nullptr
            || qobject_cast<QAbstractItemView *>(view) != nullptr;
        if (isText && qobject_cast<QHeaderView *>(view) == nullptr
            && view->window() == pane.window()) {
            add(*view);
        }
    }
}

void TextZoom::bind(QAction &larger, QAction &smaller, QAction &normal)
{
    // On many keyboards the plus needs Shift.
    larger.setShortcuts({QKeySequence(tr("Ctrl++")), QKeySequence(tr("Ctrl+="))});
    connect(&larger, &QAction::triggered, this, &TextZoom::enlarge);
    connect(&smaller, &QAction::triggered, this, &TextZoom::reduce);
    connect(&normal, &QAction::triggered, this, &TextZoom::reset);
}

void TextZoom::apply(const View &view) const
{
    QFont font = view.view->font();
    font.setPointSizeF(view.points * m_percent / Normal);
    view.view->setFont(font);
}

void TextZoom::setPercent(int percent)
{
    const auto distance = [percent](int size) { return std::abs(size - percent); };
    const int wanted = *std::ranges::min_element(Sizes, {}, distance);
    if (m_percent == wanted) {
        return;
    }
    m_percent = wanted;
    for (const View &view : m_views) {
        apply(view);
    }
    Q_EMIT changed(m_percent);
}

void TextZoom::enlarge()
{
    const auto *next = std::ranges::upper_bound(Sizes, m_percent);
    setPercent(next == Sizes.end() ? m_percent : *next);
}

void TextZoom::reduce()
{
    const auto *present = std::ranges::lower_bound(Sizes, m_percent);
    setPercent(present == Sizes.begin() ? m_percent : *std::prev(present));
}

/** Fine wheels and touch pads send parts of a notch. */
bool TextZoom::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel) {
        return QObject::eventFilter(watched, event);
    }
    const auto *wheel = static_cast<QWheelEvent *>(event);
    if (!wheel->modifiers().testFlag(Qt::ControlModifier)) {
        return QObject::eventFilter(watched, event);
    }
    m_turned += wheel->angleDelta().y();
    for (; m_turned >= Notch; m_turned -= Notch) {
        enlarge();
    }
    for (; m_turned <= -Notch; m_turned += Notch) {
        reduce();
    }
    return true;
}
