// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTableView>

/**
 * The view of a log, whose model is a JournalModel. Rows may come and go while the mouse selects: a
 * QTableView keeps the point where it was pressed, this one the entry.
 */
class LogView : public QTableView
{
    Q_OBJECT

public:
    using QTableView::QTableView;

    /** The left button is down, since it was pressed on a row. */
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
