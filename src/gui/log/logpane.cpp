// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logpane.h"

#include "ui_logpane.h"

#include "gui/chart/rateview.h"
#include "gui/controller/logstate.h"
#include "gui/controller/rulerunner.h"
#include "gui/controller/windowcontroller.h"
#include "gui/log/emptystate.h"
#include "gui/log/logtable.h"
#include "gui/log/mergedview.h"
#include "gui/widgets/desktopnotifier.h"
#include "gui/widgets/labeltext.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsession.h"

#include <QHeaderView>
#include <QLayout>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>

namespace {

/** Of the button for new rows to the lower edge. */
constexpr int PaneMargin = 12;
constexpr qsizetype RuleCharacters = 40;

QString ruleName(const QString &rule)
{
    const QString name = rule.size() > RuleCharacters ? rule.first(RuleCharacters) + u'…' : rule;
    return withoutMnemonics(labelText(name));
}

} // namespace

LogPane::LogPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LogPane>())
{
    m_ui->setupUi(this);
    QTableView *log = view();
    m_pill = new QPushButton(log);
    m_pill->setObjectName(QStringLiteral("newRowsButton"));
    m_pill->setDefault(true);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    m_empty = new EmptyState(log->viewport());
    m_empty->setObjectName(QStringLiteral("emptyState"));
    log->viewport()->installEventFilter(this);
}

LogPane::~LogPane() = default;

LogTable *LogPane::table() const
{
    return m_ui->logTable;
}

RateView *LogPane::rates() const
{
    return m_ui->rateView;
}

QTableView *LogPane::view() const
{
    return m_ui->logTable->view();
}

void LogPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    JournalModel *model = controller.journalModel();
    m_ui->logTable->attach(controller.log(), theme);
    m_ui->logTable->mergedView()->messages().setLive([&controller](const QString &watcher,
                                                                   const QString &channel) {
        const WatchSession *session = controller.group().find(watcher);
        return session != nullptr && !session->request().optionsOf(channel).tagsFilter.isEmpty();
    });
    m_ui->rateView->attach(controller.log(), theme);
    connect(m_ui->rateView, &RateView::entryRequested, m_ui->logTable, &LogTable::goTo);
    setFollowing(true);
    connect(model, &JournalModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { showNewRows(first, last); });
    connect(model, &JournalModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { keepPlace(first, last); });
    connect(model, &JournalModel::modelReset, this, &LogPane::showReset);
    connect(&controller, &WindowController::cleared, this, &LogPane::follow);
    connect(model, &JournalModel::heldBackChanged, this, &LogPane::updatePill);
    connect(view()->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &LogPane::followScrollBar);
    connect(view()->verticalScrollBar(), &QScrollBar::rangeChanged, this, &LogPane::keepEnd);
    connect(&model->matches(), &MatchList::progressed, this, &LogPane::updateEmptyState);
    connect(m_ui->logTable, &LogTable::selectionChanged, this, &LogPane::selectionChanged);
    connect(m_ui->logTable, &LogTable::pairSelected, this, &LogPane::pairSelected);
    connect(m_ui->logTable, &LogTable::draggingChanged, this, &LogPane::updateDragging);
    connect(m_ui->logTable, &LogTable::settled, this, &LogPane::followScrollBar);
    connect(m_ui->logTable, &LogTable::jumped, this, [this] { setFollowing(false); });
    connect(m_pill, &QPushButton::clicked, this, &LogPane::follow);
    connect(&controller, &WindowController::statusChanged, this, &LogPane::refresh);
    connect(&controller, &WindowController::channelsChanged, this, &LogPane::refresh);
    connect(&controller, &WindowController::connectionChanged, this, &LogPane::refresh);
    connect(&controller, &WindowController::localServerChanged, this, &LogPane::refresh);
    connect(&controller, &WindowController::pausedChanged, this, &LogPane::refresh);
    attachRules();
    refresh();
}

void LogPane::attachRules()
{
    if (m_controller->log().rules() == nullptr) {
        return;
    }
    auto *runner = new RuleRunner(*m_controller, *m_controller->log().rules(), this);
    auto *notifier = new DesktopNotifier(this);
    connect(runner, &RuleRunner::pausedAt, m_ui->logTable, &LogTable::goTo);
    connect(runner, &RuleRunner::notificationDue, notifier, &DesktopNotifier::notify);
}

void LogPane::followScrollBar()
{
    if (m_ui->logTable->isSettling() || (m_following && m_isKeepingPlace)) {
        return;
    }
    const QScrollBar *bar = view()->verticalScrollBar();
    const bool following = bar->value() >= bar->maximum();
    if (following != m_following) {
        setFollowing(following);
        m_unseen = 0;
        updatePill();
    }
}

/** Scrolls to the end when the range of the scroll bar changes. */
void LogPane::keepEnd()
{
    if (movesToEnd()) {
        QScrollBar *bar = view()->verticalScrollBar();
        bar->setValue(bar->maximum());
    }
}

/** Not while the mouse selects, even when following. */
bool LogPane::movesToEnd() const
{
    return m_following && !m_ui->logTable->isDragging();
}

void LogPane::updateDragging()
{
    m_ui->logTable->setKeepsPlace(!movesToEnd());
    keepEnd();
}

void LogPane::setFollowing(bool following)
{
    m_following = following;
    m_ui->logTable->setKeepsPlace(!movesToEnd());
}

void LogPane::showNewRows(int first, int last)
{
    const int count = last - first + 1;
    const bool isInFront = first == 0 && count < m_controller->journalModel()->rowCount();
    if (movesToEnd()) {
        view()->scrollToBottom();
    } else if (!m_following && !isInFront) { // rows at the front were found by the filter
        m_unseen += count;
        updatePill();
    }
    if (m_hasNothing || first < 64) {
        updateEmptyState();
    }
}

/** After a filter change: following continues, otherwise the reading position is kept. */
void LogPane::showReset()
{
    m_unseen = 0;
    if (movesToEnd()) {
        view()->scrollToBottom();
    }
    updatePill();
    updateEmptyState();
}

/** Keeps the visible rows in place when rows are removed at the front. */
void LogPane::keepPlace(int first, int last)
{
    if (movesToEnd()) {
        return;
    }
    const QScopedValueRollback keeping(m_isKeepingPlace, true);
    QScrollBar *bar = view()->verticalScrollBar();
    bar->setValue(bar->value() - (last - first + 1));
}

void LogPane::follow()
{
    setFollowing(true);
    m_unseen = 0;
    m_controller->setPaused(false);
    view()->scrollToBottom();
    updatePill();
    updateEmptyState();
}

void LogPane::selectNothing()
{
    m_ui->logTable->selectNothing();
}

void LogPane::goTo(quint64 number)
{
    table()->showMerged(false);
    table()->showLanes(false);
    table()->goTo(number);
}

void LogPane::refresh()
{
    m_ui->rateView->setLive(isConnected(m_controller->status().state));
    updateEmptyState();
    updatePill();
}

void LogPane::updatePill()
{
    const auto waiting = quint64(m_controller->journalModel()->heldBack());
    QString text;
    if (m_controller->isPaused()) {
        const QString rule = m_controller->pausingRule();
        text = QStringLiteral("\u2016 ")
            + (rule.isEmpty() ? tr("paused · %1 waiting").arg(groupedNumber(waiting))
                              : tr("paused by the rule %1 · %2 waiting")
                                    .arg(ruleName(rule), groupedNumber(waiting)));
    } else if (m_unseen > 0) {
        text = QStringLiteral("\u25bc ") + tr("%1 new").arg(groupedNumber(quint64(m_unseen)));
    }
    m_pill->setText(text);
    m_pill->setVisible(!text.isEmpty());
    placeOverlays();
}

void LogPane::updateEmptyState()
{
    const EmptyStateContent content = emptyStateContent(*m_controller, m_addChannel, m_testMessage);
    m_hasNothing = !content.title.isEmpty();
    if (m_hasNothing) {
        m_empty->setContent(content);
    }
    placeOverlays();
}

void LogPane::placeOverlays()
{
    QTableView *log = view();
    const QRect area = log->viewport()->geometry();
    m_pill->adjustSize();
    m_pill->move(area.center().x() - m_pill->width() / 2,
                 area.bottom() - m_pill->height() - PaneMargin);
    m_pill->raise();
    const int used = m_controller ? log->verticalHeader()->length() : 0;
    const int left = area.height() - used;
    m_empty->setVisible(m_hasNothing && left >= m_empty->layout()->totalSizeHint().height());
    m_empty->setGeometry(0, used, area.width(), std::max(0, left));
}

bool LogPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == view()->viewport() && event->type() == QEvent::Resize) {
        if (movesToEnd()) {
            view()->scrollToBottom();
        }
        placeOverlays();
    }
    return QWidget::eventFilter(watched, event);
}
