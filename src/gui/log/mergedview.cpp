// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/mergedview.h"

#include "gui/widgets/focusring.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace {

// In characters.
constexpr int MergedTimeWidth = 13;
constexpr int PlaceWidth = 8;
constexpr int WatcherWidth = 12;
constexpr int LeastChannelWidth = 8;
constexpr int MostChannelWidth = 30;

} // namespace

MergedView::MergedView(LogState &log, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_model(log, theme)
{
    setObjectName(QStringLiteral("mergedView"));
    setAccessibleName(tr("Merged receptions"));
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    new FocusRing(this);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setFixedHeight(fontMetrics().height() + 18); // as that of the log
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(&m_model, &QAbstractItemModel::columnsInserted, this, &MergedView::fitColumns);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &MergedView::fitColumns);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this] { m_follows = verticalScrollBar()->value() >= verticalScrollBar()->maximum(); });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_follows) {
            scrollToBottom();
        }
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &MergedView::announceCurrent);
    connect(this, &QAbstractItemView::doubleClicked, this, &MergedView::request);
    fitColumns();
}

/** The channel takes the room that is left. */
void MergedView::fitColumns()
{
    const int character = fontMetrics().horizontalAdvance(u'0');
    setColumnWidth(MergedModel::Time, MergedTimeWidth * character);
    setColumnWidth(MergedModel::Place, PlaceWidth * character);
    const int watchers = m_model.columnCount() - MergedModel::FirstWatcher;
    for (int watcher = 0; watcher < watchers; ++watcher) {
        setColumnWidth(MergedModel::FirstWatcher + watcher, WatcherWidth * character);
    }
    const int others = (MergedTimeWidth + PlaceWidth + watchers * WatcherWidth) * character;
    setColumnWidth(MergedModel::Channel,
                   std::clamp(viewport()->width() - others, LeastChannelWidth * character,
                              MostChannelWidth * character));
}

void MergedView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    if (m_follows) {
        scrollToBottom();
    }
}

void MergedView::announceCurrent()
{
    if (const quint64 number = m_model.entryAt(currentIndex()); number != 0) {
        Q_EMIT entrySelected(number);
    }
}

void MergedView::request(const QModelIndex &index)
{
    if (const quint64 number = m_model.entryAt(index); number != 0) {
        Q_EMIT entryRequested(number);
    }
}

void MergedView::showEvent(QShowEvent *event)
{
    m_model.setActive(true);
    QTableView::showEvent(event);
}

void MergedView::hideEvent(QHideEvent *event)
{
    m_model.setActive(false);
    QTableView::hideEvent(event);
}

void MergedView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        request(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}
