// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logview.h"

#include "monitor/log/journalmodel.h"

#include <QMouseEvent>

#include <algorithm>
#include <utility>

void LogView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex cell = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && cell.isValid()) {
        if (!event->modifiers().testFlag(
                Qt::ShiftModifier)) { // Shift extends the previous selection
            m_pressed = cell.data(JournalModel::EntryNumberRole).toULongLong();
        }
        setDragging(true);
    }
    QTableView::mousePressEvent(event);
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton) {
        setDragging(false);
    }
}

void LogView::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    setDragging(false); // the release event may go to another widget
}

void LogView::hideEvent(QHideEvent *event)
{
    QTableView::hideEvent(event);
    setDragging(false);
}

/** Ignores where `rect` begins: another row may be there by now. */
void LogView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const auto *log = qobject_cast<const JournalModel *>(model());
    if (state() != DragSelectingState || log == nullptr || m_pressed == 0) {
        QTableView::setSelection(rect, command);
        return;
    }
    const int last = log->rowCount() - 1;
    const int pointed = rowAt(std::max(0, rect.bottom()));
    const auto [top, bottom] =
        std::minmax({std::max(0, log->rowBefore(m_pressed)), pointed < 0 ? last : pointed});
    selectionModel()->select({log->index(top, 0), log->index(bottom, 0)}, command);
}

void LogView::setDragging(bool dragging)
{
    if (std::exchange(m_isDragging, dragging) != dragging) {
        Q_EMIT draggingChanged(dragging);
    }
}
