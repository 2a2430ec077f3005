// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logtable.h"

#include "ui_logtable.h"

#include "gui/controller/logstate.h"
#include "gui/log/columnmenu.h"
#include "gui/log/daydividers.h"
#include "gui/log/entrydelegate.h"
#include "gui/log/filterbar.h"
#include "gui/log/findbar.h"
#include "gui/log/logcolumns.h"
#include "gui/log/matchruler.h"
#include "gui/log/mergedview.h"
#include "gui/log/rowkeys.h"
#include "gui/log/rowmenu.h"
#include "gui/log/rowranges.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

LogTable::LogTable(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LogTable>())
{
    m_ui->setupUi(this);
    QTableView *log = m_ui->logView;
    new FocusRing(log);
    log->verticalHeader()->hide();
    log->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    log->verticalHeader()->setMinimumSectionSize(1);
    log->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    log->viewport()->installEventFilter(this);
    log->installEventFilter(this);
    m_ui->noteLabel->hide();
    connect(m_ui->logView, &LogView::draggingChanged, this, &LogTable::draggingChanged);
}

LogTable::~LogTable() = default;

void LogTable::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    JournalModel &model = log.model();
    connect(&model, &JournalModel::modelAboutToBeReset, this, &LogTable::keepAnchor);
    // Has to be connected before setModel() connects the selection model.
    connect(&model, &JournalModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { beginRemoval(first, last); });
    connect(&model, &JournalModel::rowsRemoved, this, [this] { m_isRemoving = false; });
    m_ui->logView->setModel(&model);
    // The header checks at each paint, row by row, whether all rows are selected. A selection model
    // of its own, without a selection, makes that cheap.
    QHeaderView *header = m_ui->logView->horizontalHeader();
    header->setSelectionModel(new QItemSelectionModel(&model, header));
    auto *delegate = new EntryDelegate(model, theme, this);
    delegate->setStyleProvider([&log](const Entry &entry) { return log.styleFor(entry); });
    connect(delegate, &EntryDelegate::publishRequested, this, &LogTable::publishRequested);
    m_ui->logView->setItemDelegate(delegate);
    m_ui->filterBar->attach(log, theme);
    m_ui->findBar->attach(log, theme);
    m_ui->matchRuler->attach(log, theme);
    m_days = new DayDividers(*m_ui->logView, model, this);
    m_columns = new LogColumns(*m_ui->logView, log, this);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &LogTable::showColumnMenu);
    m_merged = new MergedView(log, theme, this);
    m_merged->hide();
    m_ui->viewLayout->insertWidget(0, m_merged, 1);
    connect(m_merged, &MergedView::entrySelected, this, &LogTable::selectionChanged);
    connect(m_merged, &MergedView::pairSelected, this, &LogTable::pairSelected);
    connect(m_merged, &MergedView::entryRequested, this, [this](quint64 number) {
        showMessages(false, m_merged->hasLanes());
        goTo(number);
        m_ui->logView->setFocus();
    });
    connect(&model, &JournalModel::modelReset, this, [this] {
        m_isResetting = false;
        fitToSight();
        restoreAnchor();
    });
    connect(&model, &JournalModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { showInserted(first, last); });
    connect(&model.matches(), &MatchList::progressed, this, &LogTable::restoreAnchor);
    // Not currentRowChanged(): a view sets a current row when it gets the focus.
    connect(m_ui->logView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LogTable::announceSelection);
    connect(m_ui->filterBar, &FilterBar::finished, m_ui->logView, qOverload<>(&QWidget::setFocus));
    connect(m_ui->findBar, &FindBar::closed, m_ui->logView, qOverload<>(&QWidget::setFocus));
    connect(m_ui->findBar, &FindBar::nextRequested, this, &LogTable::findNext);
    connect(m_ui->findBar, &FindBar::previousRequested, this, &LogTable::findPrevious);
    m_ui->logView->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_ui->logView, &QWidget::customContextMenuRequested, this, &LogTable::showMenu);
    connect(m_ui->matchRuler, &MatchRuler::rowRequested, this, &LogTable::jumpTo);
    const auto repaint = [this, delegate] {
        delegate->invalidateStyle();
        m_ui->logView->viewport()->update();
    };
    connect(&log, &LogState::stylesChanged, this, repaint);
    connect(&log, &LogState::findChanged, this, repaint);
    connect(&model, &JournalModel::dataChanged, this, repaint);
    connect(&model, &JournalModel::modelReset, this, repaint);
}

QTableView *LogTable::view() const
{
    return m_ui->logView;
}

bool LogTable::isDragging() const
{
    return m_ui->logView->isDragging();
}

FilterBar *LogTable::filterBar() const
{
    return m_ui->filterBar;
}

FindBar *LogTable::findBar() const
{
    return m_ui->findBar;
}

quint64 LogTable::currentNumber() const
{
    return m_selected;
}

/** The current row if it is selected, else the first selected one; -1 for none. */
int LogTable::selectedRow() const
{
    const QModelIndex current = m_ui->logView->currentIndex();
    const QItemSelectionModel &selection = *m_ui->logView->selectionModel();
    const QList<RowRange> ranges = selectedRowRanges(selection);
    if (ranges.isEmpty()) {
        return -1;
    }
    const bool isCurrent = current.isValid() && selection.isRowSelected(current.row());
    return isCurrent ? current.row() : ranges.constFirst().first;
}

void LogTable::announceSelection()
{
    const int row = selectedRow();
    m_selected = m_log->model().numberOfRow(row);
    if (m_isRemoving && (row < 0 || m_selected == m_announced)) {
        return; // the user did not change the selection
    }
    showNote({});
    m_ui->findBar->showPlace(row);
    m_announced = m_selected;
    Q_EMIT selectionChanged(m_selected);
}

/** Clears a current row that is removed: the view would choose the oldest row and scroll to it. */
void LogTable::beginRemoval(int first, int last)
{
    m_isRemoving = true;
    const int current = m_ui->logView->currentIndex().row();
    if (current >= first && current <= last) {
        m_ui->logView->selectionModel()->clearCurrentIndex();
    }
}

void LogTable::selectNothing()
{
    m_ui->logView->clearSelection();
    m_ui->logView->selectionModel()->clearCurrentIndex();
    if (m_announced != 0) { // also when the selected rows were trimmed
        announceSelection();
    }
}

void LogTable::copyRows(CopyFormat format)
{
    const QItemSelectionModel &selection = *m_ui->logView->selectionModel();
    showNote(copyToClipboard(m_log->model(), selectedRowRanges(selection),
                             {format, m_columns->shown()}));
}

void LogTable::showMerged(bool merged)
{
    showMessages(merged, false);
}

void LogTable::showLanes(bool lanes)
{
    showMessages(lanes, true);
}

/** Hiding one form while the other is shown has no effect. */
void LogTable::showMessages(bool shown, bool lanes)
{
    const bool isShown = !m_merged->isHidden();
    if (shown ? isShown && m_merged->hasLanes() == lanes
              : !isShown || m_merged->hasLanes() != lanes) {
        return;
    }
    m_merged->setLanes(lanes);
    m_ui->logView->setHidden(shown);
    m_ui->matchRuler->setHidden(shown);
    m_merged->setVisible(shown);
    view()->setFocusProxy(shown ? m_merged : nullptr);
    (shown ? m_merged : view())->setFocus();
    Q_EMIT mergedShown(shown && !lanes);
    Q_EMIT lanesShown(shown && lanes);
}

void LogTable::showNote(const QString &note)
{
    showWrapped(m_ui->noteLabel, note);
    m_ui->noteLabel->setVisible(!note.isEmpty());
}

/** At the pointer, or at the current cell if opened by key. */
void LogTable::showMenu(const QPoint &place)
{
    const QModelIndex cell = m_ui->logView->indexAt(place);
    if (!cell.isValid()) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillRowMenu(*menu, *this, *m_log, cell);
    menu->popup(m_ui->logView->viewport()->mapToGlobal(place));
}

void LogTable::fitToSight()
{
    m_days->fit();
    m_columns->fit();
}

void LogTable::showColumnMenu(const QPoint &place)
{
    QHeaderView *header = m_ui->logView->horizontalHeader();
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("columnMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu, *m_log, *this, header->logicalIndexAt(place));
    menu->popup(header->viewport()->mapToGlobal(place));
}

void LogTable::goTo(quint64 number)
{
    jumpTo(std::max(0, m_log->model().rowBefore(number)));
}

void LogTable::jumpTo(int row)
{
    if (row < 0 || row >= m_log->model().rowCount()) {
        return;
    }
    Q_EMIT jumped();
    m_ui->logView->selectRow(row);
    m_ui->logView->scrollTo(shownCell(*m_ui->logView, row), QAbstractItemView::PositionAtCenter);
}

void LogTable::findNext()
{
    const int from =
        m_selected != 0 ? m_log->model().rowBefore(m_selected) : m_ui->logView->rowAt(0) - 1;
    jumpTo(m_log->nextSearchMatch(from));
}

void LogTable::findPrevious()
{
    const int from = m_selected != 0
        ? m_log->model().rowBefore(m_selected)
        : m_ui->logView->rowAt(m_ui->logView->viewport()->height() - 1);
    jumpTo(m_log->previousSearchMatch(from));
}

void LogTable::toggleMark()
{
    if (m_selected == 0) {
        return;
    }
    if (m_log->marks().contains(m_selected)) {
        m_log->marks().remove(m_selected);
    } else {
        m_log->marks().setMark(m_selected);
    }
}

void LogTable::goToNextMark()
{
    if (const auto number = m_log->marks().next(m_selected)) {
        goTo(*number);
    }
}

void LogTable::goToPreviousMark()
{
    if (const auto number = m_log->marks().previous(m_selected)) {
        goTo(*number);
    }
}

void LogTable::keepAnchor()
{
    m_isResetting = true;
    m_wasSelected = m_selected != 0;
    if (m_anchor == 0) { // else the anchor of the previous change is still pending
        m_anchor = m_wasSelected ? m_selected : m_log->model().numberOfRow(m_ui->logView->rowAt(0));
    }
}

/** Keeps the visible rows in place when the filter finds older entries. */
void LogTable::showInserted(int first, int last)
{
    const int count = last - first + 1;
    const bool isInFront = first == 0 && count < m_log->model().rowCount();
    if (m_anchor == 0 && m_keepsPlace && isInFront) {
        const QScopedValueRollback settling(m_isSettling, true);
        QScrollBar *bar = m_ui->logView->verticalScrollBar();
        const int value = bar->value();
        m_ui->logView->doItemsLayout();
        bar->setValue(value + count);
    }
    fitToSight();
    restoreAnchor();
}

/** Waits for the scan if the row of the anchor is not found yet. */
void LogTable::restoreAnchor()
{
    if (m_anchor == 0 || m_isResetting) {
        return;
    }
    const auto row = m_log->model().rowOfNumber(m_anchor);
    if (!row && m_log->model().matches().left() > 0) {
        return;
    }
    showAnchor(row);
    Q_EMIT settled();
}

void LogTable::showAnchor(std::optional<int> row)
{
    const QScopedValueRollback settling(m_isSettling, true);
    const bool keepsPlace = m_keepsPlace;
    const int nearest = std::max(0, m_log->model().rowBefore(m_anchor));
    m_anchor = 0;
    if (m_wasSelected && row) {
        m_ui->logView->selectRow(*row);
    } else if (m_wasSelected) {
        announceSelection(); // the selected row is filtered out
    }
    if (keepsPlace) {
        m_ui->logView->doItemsLayout(); // updates the range of the scroll bar
        m_ui->logView->scrollTo(shownCell(*m_ui->logView, nearest),
                                m_wasSelected ? QAbstractItemView::PositionAtCenter
                                              : QAbstractItemView::PositionAtTop);
    }
}

bool LogTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->logView && event->type() == QEvent::FontChange) {
        m_ui->logView->verticalHeader()->setDefaultSectionSize(m_ui->logView->fontMetrics().height()
                                                               + 6);
    }
    if (watched == m_ui->logView->viewport() && event->type() == QEvent::Resize) {
        fitToSight();
        m_columns->fitPayload();
    }
    if (watched == m_ui->logView && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            selectNothing();
            return true;
        }
        if (static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
            copyRows(CopyFormat::Text);
            return true;
        }
        if (moveFromVisibleRows(*m_ui->logView, key)) {
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
