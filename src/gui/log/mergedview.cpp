// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/mergedview.h"

#include "gui/controller/logstate.h"
#include "gui/log/lanedelegate.h"
#include "gui/widgets/colorchip.h"
#include "gui/widgets/focusring.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace {

// In characters.
constexpr int MergedTimeWidth = 13;
constexpr int OffsetWidth = 8;
constexpr int WatcherWidth = 12;
constexpr int MinChannelWidth = 8;
constexpr int MaxChannelWidth = 30;
constexpr int MinLaneWidth = 13;
constexpr int LaneChannelWidth = 12;

} // namespace

MergedView::MergedView(LogState &log, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_model(log, theme)
    , m_theme(theme)
    , m_log(log)
{
    setObjectName(QStringLiteral("mergedView"));
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setIconSize({chipSize(fontMetrics()), chipSize(fontMetrics())});
    new FocusRing(this);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setLanes(false);
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

void MergedView::setLanes(bool lanes)
{
    m_hasLanes = lanes;
    setSelectionMode(lanes ? QAbstractItemView::ExtendedSelection
                           : QAbstractItemView::SingleSelection);
    QAbstractItemDelegate *before = itemDelegate();
    setItemDelegate(lanes ? new LaneDelegate(m_theme, m_log, this) : new QStyledItemDelegate(this));
    delete before;
    constexpr int LinesOfACard = 2;
    const int line = fontMetrics().height();
    verticalHeader()->setDefaultSectionSize(lanes ? LinesOfACard * line + 16 : line + 6);
    setAccessibleName(lanes ? tr("Lanes of the watchers") : tr("Merged receptions"));
    fitColumns();
}

/** The channel takes the room that is left; of lanes, these do. */
void MergedView::fitColumns()
{
    const int character = fontMetrics().horizontalAdvance(u'0');
    setColumnHidden(MergedModel::Offset, m_hasLanes);
    if (m_hasLanes) {
        const int lanes = std::max(1, m_model.columnCount() - MergedModel::FirstWatcher);
        setColumnWidth(MergedModel::Time, MergedTimeWidth * character);
        setColumnWidth(MergedModel::Channel, LaneChannelWidth * character);
        const int room = viewport()->width() - (MergedTimeWidth + LaneChannelWidth) * character;
        for (int lane = 0; lane < lanes; ++lane) {
            setColumnWidth(MergedModel::FirstWatcher + lane,
                           std::max(MinLaneWidth * character, room / lanes));
        }
        return;
    }
    setColumnWidth(MergedModel::Time, MergedTimeWidth * character);
    setColumnWidth(MergedModel::Offset, OffsetWidth * character);
    const int watchers = m_model.columnCount() - MergedModel::FirstWatcher;
    for (int watcher = 0; watcher < watchers; ++watcher) {
        setColumnWidth(MergedModel::FirstWatcher + watcher, WatcherWidth * character);
    }
    const int others = (MergedTimeWidth + OffsetWidth + watchers * WatcherWidth) * character;
    setColumnWidth(MergedModel::Channel,
                   std::clamp(viewport()->width() - others, MinChannelWidth * character,
                              MaxChannelWidth * character));
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
    const QModelIndexList selected = selectionModel()->selectedIndexes();
    if (selected.size() == 2) {
        const quint64 one = m_model.entryAt(selected.first());
        const quint64 other = m_model.entryAt(selected.last());
        if (one != 0 && other != 0 && one != other) {
            Q_EMIT pairSelected(std::min(one, other), std::max(one, other));
            return;
        }
    }
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
