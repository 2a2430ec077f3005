// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/logpane.h"

#include "ui_logpane.h"

#include "gui/emptystate.h"
#include "gui/emptywords.h"
#include "gui/entrydelegate.h"
#include "gui/focusring.h"
#include "gui/labeltext.h"
#include "gui/windowcontroller.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>

namespace {

/** Overlays must not cover rows, except a pill in the corner where the eye waits for news. */
constexpr int Margin = 12;

int characters(const QFontMetrics &metrics, int count)
{
    return metrics.horizontalAdvance(u'0') * count + 14;
}

} // namespace

LogPane::LogPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LogPane>())
{
    m_ui->setupUi(this);
    QTableView *log = m_ui->logView;
    m_pill = new QPushButton(log);
    m_pill->setObjectName(QStringLiteral("newRowsButton"));
    m_pill->setDefault(true);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    new FocusRing(log);
    m_empty = new EmptyState(log->viewport());
    m_empty->setObjectName(QStringLiteral("emptyState"));
    log->verticalHeader()->hide();
    log->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    log->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    log->viewport()->installEventFilter(this);
    log->installEventFilter(this);
}

LogPane::~LogPane() = default;

QTableView *LogPane::view() const
{
    return m_ui->logView;
}

void LogPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    JournalModel *model = controller.journalModel();
    m_ui->errorCard->attach(controller, theme);
    m_ui->logView->setModel(model);
    m_ui->logView->setItemDelegate(new EntryDelegate(*model, theme, this));
    prepareColumns();
    connect(model, &JournalModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { showNewRows(first, last); });
    connect(model, &JournalModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { keepPlace(first, last); });
    connect(model, &JournalModel::modelReset, this, &LogPane::follow);
    connect(model, &JournalModel::heldBackChanged, this, &LogPane::reflectPill);
    connect(m_ui->logView->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &LogPane::noteScroll);
    // Not the current row: a view makes one by itself when it gets the focus.
    connect(m_ui->logView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LogPane::tellSelection);
    connect(m_pill, &QPushButton::clicked, this, &LogPane::follow);
    connect(&controller, &WindowController::statusChanged, this, &LogPane::reflect);
    connect(&controller, &WindowController::channelChanged, this, &LogPane::reflect);
    connect(&controller, &WindowController::channelRemoved, this, &LogPane::reflect);
    connect(&controller, &WindowController::connectionChanged, this, &LogPane::reflect);
    connect(&controller, &WindowController::localServerChanged, this, &LogPane::reflect);
    connect(&controller, &WindowController::pausedChanged, this, &LogPane::reflect);
    reflect();
}

void LogPane::prepareColumns()
{
    QHeaderView *header = m_ui->logView->horizontalHeader();
    const QFontMetrics fixed(fixedFont());
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(characters(fixed, 3));
    header->setStretchLastSection(true);
    header->setFixedHeight(fontMetrics().height() + 18);
    const QList<int> widths{characters(fixed, 5),         characters(fixed, 12),
                            characters(fixed, 9),         characters(fontMetrics(), 12),
                            characters(fontMetrics(), 6), characters(fontMetrics(), 10),
                            characters(fixed, 7)};
    for (int column = 0; column < widths.size(); ++column) {
        header->resizeSection(column, widths.at(column));
    }
}

/** On a small screen the payload matters more than what can be read in the detail. */
void LogPane::fitColumns()
{
    QHeaderView *header = m_ui->logView->horizontalHeader();
    int left = m_ui->logView->viewport()->width() - characters(QFontMetrics(fixedFont()), 28);
    for (int column = 0; column < JournalModel::Payload; ++column) {
        header->setSectionHidden(column, false);
        left -= header->sectionSize(column);
    }
    for (const int column :
         {JournalModel::Delta, JournalModel::Size, JournalModel::Kind, JournalModel::Offset}) {
        if (left < 0) {
            left += header->sectionSize(column);
            header->setSectionHidden(column, true);
        }
    }
}

void LogPane::noteScroll()
{
    const QScrollBar *bar = m_ui->logView->verticalScrollBar();
    const bool following = bar->value() >= bar->maximum();
    if (following != m_following) {
        m_following = following;
        m_unseen = 0;
        reflectPill();
    }
}

void LogPane::showNewRows(int first, int last)
{
    if (m_following) {
        m_ui->logView->scrollToBottom();
    } else {
        m_unseen += last - first + 1;
        reflectPill();
    }
    if (m_empty->isVisible() || first < 64) {
        reflectEmptyState();
    }
}

/** Rows went at the front: what is read stays where it is. */
void LogPane::keepPlace(int first, int last)
{
    if (m_following) {
        return;
    }
    QScrollBar *bar = m_ui->logView->verticalScrollBar();
    bar->setValue(bar->value() - (last - first + 1));
}

void LogPane::follow()
{
    m_following = true;
    m_unseen = 0;
    m_controller->setPaused(false);
    m_ui->logView->scrollToBottom();
    reflectPill();
    reflectEmptyState();
}

void LogPane::tellSelection()
{
    const QModelIndexList rows = m_ui->logView->selectionModel()->selectedRows();
    Q_EMIT selectionChanged(
        rows.isEmpty() ? 0 : m_controller->journalModel()->numberOfRow(rows.first().row()));
}

/** Up and down begin where the eye is. */
bool LogPane::beginSelection(int key)
{
    QTableView *log = m_ui->logView;
    if ((key != Qt::Key_Up && key != Qt::Key_Down) || log->selectionModel()->hasSelection()) {
        return false;
    }
    const int lowest = log->rowAt(log->viewport()->height() - 1);
    log->selectRow(lowest < 0 ? log->model()->rowCount() - 1 : lowest);
    return true;
}

void LogPane::selectNothing()
{
    m_ui->logView->clearSelection();
    m_ui->logView->selectionModel()->clearCurrentIndex();
}

void LogPane::reflect()
{
    reflectEmptyState();
    reflectPill();
}

void LogPane::reflectPill()
{
    const auto waiting = quint64(m_controller->journalModel()->heldBack());
    QString text;
    if (m_controller->isPaused()) {
        text = QStringLiteral("\u2016 ") + tr("paused · %1 waiting").arg(groupedNumber(waiting));
    } else if (m_unseen > 0) {
        text = QStringLiteral("\u25bc ") + tr("%1 new").arg(groupedNumber(quint64(m_unseen)));
    }
    m_pill->setText(text);
    m_pill->setVisible(!text.isEmpty());
    placeOverlays();
}

void LogPane::reflectEmptyState()
{
    const EmptyWords words = emptyWords(*m_controller, m_addChannel, m_testMessage);
    if (!words.title.isEmpty()) {
        m_empty->setWords(words);
    }
    m_empty->setVisible(!words.title.isEmpty());
    placeOverlays();
}

void LogPane::placeOverlays()
{
    QTableView *log = m_ui->logView;
    const QRect area = log->viewport()->geometry();
    m_pill->adjustSize();
    m_pill->move(area.center().x() - m_pill->width() / 2,
                 area.bottom() - m_pill->height() - Margin);
    m_pill->raise();
    const int rows = m_controller ? m_controller->journalModel()->rowCount() : 0;
    const int used = rows * log->verticalHeader()->defaultSectionSize();
    m_empty->setGeometry(0, used, area.width(), std::max(0, area.height() - used));
}

bool LogPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->logView->viewport() && event->type() == QEvent::Resize) {
        if (m_following) {
            m_ui->logView->scrollToBottom();
        }
        fitColumns();
        placeOverlays();
    }
    if (watched == m_ui->logView && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            selectNothing();
            return true;
        }
        if (beginSelection(key)) {
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
