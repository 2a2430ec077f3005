// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTableView>

/**
 * The view of a JournalModel. While the mouse selects, rows may be added and removed: QTableView
 * selects from the point where the button was pressed, this class from the entry.
 */
class LogView : public QTableView
{
    Q_OBJECT

public:
    using QTableView::QTableView;

    /** The left button was pressed on a row and is not released yet. */
    bool isDragging() const { return m_isDragging; }

Q_SIGNALS:
    void draggingChanged(bool dragging);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;

private:
    void setDragging(bool dragging);

    quint64 m_pressed = 0; ///< the entry that a drag selects from
    bool m_isDragging = false;
};
