// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/log/rowcopy.h"

#include <QWidget>

#include <memory>
#include <optional>

class FilterBar;
class FindBar;
class LogState;
class QTableView;
class Theme;

namespace Ui {
class LogTable;
}

/**
 * The rows of a log with the filter above and the search below them, live or recorded. A change of
 * the filter keeps the selected entry, or what was on top, in sight.
 */
class LogTable : public QWidget
{
    Q_OBJECT

public:
    explicit LogTable(QWidget *parent = nullptr);
    ~LogTable() override;

    void attach(LogState &log, const Theme &theme);
    QTableView *view() const;
    FilterBar *filterBar() const;
    FindBar *findBar() const;
    /** The entry that is selected and current, 0 for none. */
    quint64 currentNumber() const;
    void selectNothing();
    /** Selects the entry, or the nearest one before it, and shows it. */
    void goTo(quint64 number);

    /** Rows are on the move: where the scroll bar stands says nothing of what the user wants. */
    bool isSettling() const { return m_isSettling || (m_keepsPlace && m_anchor != 0); }

    /** The mouse is selecting: the rows had better stand still. */
    bool isDragging() const;

    /** Whether what is read stays in sight when the rows change; else the end is followed. */
    void setKeepsPlace(bool keeps) { m_keepsPlace = keeps; }

    /** Puts the selected rows on the clipboard. */
    void copyRows(CopyFormat format);

    void findNext();
    void findPrevious();
    void toggleMark();
    void goToNextMark();
    void goToPreviousMark();

Q_SIGNALS:
    /** The entry to show in detail; 0: none is selected. Not emitted when all selected rows are
     * trimmed: the detail stays visible. */
    void selectionChanged(quint64 number);
    /** A row was chosen from the ruler, a search or a mark: the newest is followed no more. */
    void jumped();
    void draggingChanged(bool dragging);
    /** The rows of another filter stand where they will stay. */
    void settled();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void prepareColumns();
    void fitColumns();
    void fitNumbers();
    void fitTimes();
    void announceSelection();
    int selectedRow() const;
    void beginRemoval(int first, int last);
    void showNote(const QString &note);
    void showMenu(const QPoint &place);
    void jumpTo(int row);
    void showInserted(int first, int last);
    void keepAnchor();
    void restoreAnchor();
    void showAnchor(std::optional<int> row);

    std::unique_ptr<Ui::LogTable> m_ui;
    LogState *m_log = nullptr;
    quint64 m_selected = 0;
    quint64 m_announced = 0; ///< by selectionChanged
    bool m_isRemoving = false; ///< the oldest rows are about to go
    qsizetype m_digits = 5; ///< that the column of the numbers was made for
    quint64 m_anchor = 0; ///< to be shown again once the filter has found its row
    bool m_keepsPlace = true;
    bool m_isSettling = false;
    bool m_isResetting = false; ///< the rows are neither the old nor the new ones
    bool m_wasSelected = false; ///< the anchor, before the filter changed
};
