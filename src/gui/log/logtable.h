// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/log/rowcopy.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class DayDividers;
class FilterBar;
class FindBar;
class LogColumns;
class LogState;
class MergedView;
class QTableView;
class Theme;
struct Entry;

namespace Ui {
class LogTable;
}

/** What can be published of a row; in a recording nothing. */
struct RowPublishing
{
    using Act = std::function<void(const Entry &)>;

    Act load; ///< into the editor
    Act sendAgain; ///< once
    std::function<QString()> whyNot; ///< why nothing can be sent; empty when it can
};

/**
 * The rows of a log, live or recorded, with the filter above and the search below. When the filter
 * changes, the selected entry, or else the top row, stays visible.
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
    /** The number of the selected entry, 0 for none. */
    quint64 currentNumber() const;
    void selectNothing();
    /** Selects and shows the row of the entry, or the nearest row before it. */
    void goTo(quint64 number);

    /** Rows are being moved, so the scroll bar was not moved by the user. */
    bool isSettling() const { return m_isSettling || (m_keepsPlace && m_anchor != 0); }

    /** The mouse is selecting rows, which should not move meanwhile. */
    bool isDragging() const;

    /** Whether the visible rows stay in place when rows are added; else the end is followed. */
    void setKeepsPlace(bool keeps) { m_keepsPlace = keeps; }

    /** Shows the messages with a mark for each watcher in place of the rows. */
    void showMerged(bool merged);
    /** The same messages as lanes of cards. */
    void showLanes(bool lanes);
    MergedView *mergedView() const { return m_merged; }

    void setPublishing(RowPublishing publishing) { m_publishing = std::move(publishing); }
    const RowPublishing &publishing() const { return m_publishing; }

    /** Copies the selected rows to the clipboard. */
    void copyRows(CopyFormat format);

    void findNext();
    void findPrevious();
    void toggleMark();
    void goToNextMark();
    void goToPreviousMark();

Q_SIGNALS:
    /** The entry to show in detail; 0 if none is selected. Not emitted when all selected rows are
     * trimmed, so that the detail stays visible. */
    void selectionChanged(quint64 number);
    /** A row was chosen by the ruler, the search or a mark, so the newest is no longer followed. */
    void jumped();
    void draggingChanged(bool dragging);
    void mergedShown(bool merged);
    void lanesShown(bool lanes);
    /** The row is a publish of this window, which is to be shown: the id of its round trip. */
    void publishRequested(quint64 id);
    /** Two cards of lanes were selected. */
    void pairSelected(quint64 older, quint64 newer);
    /** After a change of the filter, the visible rows have reached their final place. */
    void settled();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void announceSelection();
    int selectedRow() const;
    void beginRemoval(int first, int last);
    void showNote(const QString &note);
    void showMenu(const QPoint &place);
    void showColumnMenu(const QPoint &place);
    void jumpTo(int row);
    void fitToSight();
    void showInserted(int first, int last);
    void keepAnchor();
    void restoreAnchor();
    void showAnchor(std::optional<int> row);

    std::unique_ptr<Ui::LogTable> m_ui;
    LogState *m_log = nullptr;
    DayDividers *m_days = nullptr;
    LogColumns *m_columns = nullptr;
    void showMessages(bool shown, bool lanes);

    MergedView *m_merged = nullptr;
    RowPublishing m_publishing;
    quint64 m_selected = 0;
    quint64 m_announced = 0; ///< the last argument of selectionChanged()
    bool m_isRemoving = false; ///< the oldest rows are being removed
    quint64 m_anchor = 0; ///< the entry to keep visible once its row is known; 0 for none
    bool m_keepsPlace = true;
    bool m_isSettling = false;
    bool m_isResetting = false; ///< the model is being reset
    bool m_wasSelected = false; ///< the anchor was selected before the filter changed
};
