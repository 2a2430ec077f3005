// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/connectionpanel.h"

#include "ui_connectionpanel.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "monitor/watch/timelinetext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

using namespace std::chrono_literals;

namespace {

using StepState = Centrifuge::ConnectionStep::State;

enum Column { Name, State, Time, Detail };
enum Role {
    NumberRole = Qt::UserRole + 1, ///< of the attempt
    PlaceRole, ///< of the step in its attempt, -1 for the attempt itself
    ToneRole,
    TextRole ///< all columns as one line
};

constexpr int PanelMargin = 8;

Tone toneOf(StepState state)
{
    switch (state) {
    case StepState::Done:
        return Tone::Good;
    case StepState::Failed:
        return Tone::Bad;
    case StepState::Started:
        return Tone::Busy;
    case StepState::NotObserved:
        break;
    }
    return Tone::Quiet;
}

Tone toneOf(TimelineAttempt::State state)
{
    switch (state) {
    case TimelineAttempt::State::UnderWay:
        return Tone::Busy;
    case TimelineAttempt::State::Live:
        return Tone::Good;
    case TimelineAttempt::State::Failed:
        return Tone::Bad;
    case TimelineAttempt::State::Ended:
        break;
    }
    return Tone::Quiet;
}

void setCells(QTreeWidgetItem *item, const QStringList &cells)
{
    for (int column = Name; column <= Detail; ++column) {
        item->setText(column, labelText(cells.at(column)));
        item->setToolTip(column, plainToolTip(cells.at(column)));
    }
    const int line = item->treeWidget()->fontMetrics().height();
    item->setSizeHint(Name, QSize(0, line + 6));
    QStringList texts = cells;
    texts.removeAll(QString());
    item->setData(Name, TextRole, texts.join(QStringLiteral(" \u00b7 ")));
    item->setData(Name, Qt::AccessibleTextRole, texts.join(QStringLiteral(", ")));
}

/** The item to select first: the failed step of the newest attempt, else the attempt. */
QTreeWidgetItem *firstToShow(const QTreeWidget &tree)
{
    QTreeWidgetItem *newest = tree.topLevelItem(0);
    for (int i = 0; newest != nullptr && i < newest->childCount(); ++i) {
        if (newest->child(i)->data(Name, ToneRole).toInt() == int(Tone::Bad)) {
            return newest->child(i);
        }
    }
    return newest;
}

} // namespace

ConnectionPanel::ConnectionPanel(WindowController &controller, const Theme &theme, QWidget *window)
    : QFrame(window)
    , m_ui(std::make_unique<Ui::ConnectionPanel>())
    , m_controller(controller)
    , m_theme(theme)
{
    m_ui->setupUi(this);
    hide();
    setBackgroundRole(QPalette::Base);
    styleCaption(m_ui->headLabel);
    styleQuiet(m_ui->stepTextLabel);
    m_ui->copyStepsButton->setIcon(glyphIcon(Glyph::Copy));
    m_ui->closePanelButton->setIcon(glyphIcon(Glyph::Remove));
    new FocusRing(m_ui->attemptTree);
    QHeaderView *header = m_ui->attemptTree->header();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    header->resizeSection(Name, character * 30);
    header->resizeSection(State, character * 17);
    header->resizeSection(Time, character * 10);
    m_countdown.setInterval(250ms);
    window->installEventFilter(this);
    connect(&m_countdown, &QTimer::timeout, this, &ConnectionPanel::updateAttempt);
    connect(&controller.group(), &WatchGroup::timelineChanged, this, &ConnectionPanel::refresh);
    connect(&controller, &WindowController::statusChanged, this, &ConnectionPanel::updateAttempt);
    connect(&theme, &Theme::changed, this, &ConnectionPanel::refresh);
    connect(m_ui->attemptNowButton, &QPushButton::clicked, this, &ConnectionPanel::connectNow);
    connect(m_ui->closePanelButton, &QToolButton::clicked, this, &ConnectionPanel::dismiss);
    connect(m_ui->copyStepsButton, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(m_ui->attemptTree, &QTreeWidget::currentItemChanged, this, [this] {
        m_isChosen = m_isChosen || !m_isRebuilding;
        showText();
    });
    connect(m_ui->attemptTree, &QTreeWidget::itemCollapsed, this, [this](QTreeWidgetItem *item) {
        m_collapsed.insert(item->data(Name, NumberRole).toInt());
    });
    connect(m_ui->attemptTree, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem *item) {
        m_collapsed.remove(item->data(Name, NumberRole).toInt());
    });
}

ConnectionPanel::~ConnectionPanel() = default;

void ConnectionPanel::toggle(QWidget *anchor, WatchSession *watcher)
{
    m_anchor = anchor;
    if (isVisible() && watcher == nullptr) {
        dismiss();
        return;
    }
    m_watcher = watcher;
    const bool isOneOfSeveral = m_controller.group().count() > 1;
    m_ui->headLabel->setText(isOneOfSeveral
                                 ? tr("Connection of %1").arg(labelText(this->watcher().watcher()))
                                 : tr("Connection"));
    show();
    m_isChosen = false;
    refresh();
    place();
    raise();
    m_ui->attemptTree->setFocus(Qt::PopupFocusReason);
    m_countdown.start();
}

void ConnectionPanel::dismiss()
{
    m_countdown.stop();
    hide();
    if (m_anchor != nullptr) {
        m_anchor->setFocus(Qt::ShortcutFocusReason);
    }
}

/** Below the status dot, within the window. */
void ConnectionPanel::place()
{
    if (m_anchor == nullptr) {
        return;
    }
    const QWidget *window = parentWidget();
    const QPoint below = m_anchor->mapTo(window, QPoint(0, m_anchor->height() + PanelMargin));
    const QSize room(window->width() - below.x() - PanelMargin,
                     window->height() - below.y() - 3 * PanelMargin);
    const QSize wanted(fontMetrics().averageCharWidth() * 118, fontMetrics().height() * 26);
    setGeometry(QRect(below, wanted.boundedTo(room)));
}

bool ConnectionPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void ConnectionPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(Tone::Quiet));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ConnectionPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    QFrame::keyPressEvent(event);
}

WatchSession &ConnectionPanel::watcher() const
{
    return m_watcher ? *m_watcher : m_controller.session();
}

void ConnectionPanel::connectNow()
{
    WatchSession &shown = watcher();
    if (&shown == &m_controller.session()) {
        m_controller.retryNow();
    } else if (shown.status().state == SessionState::Connecting) {
        shown.retryNow();
    } else {
        m_controller.watchers().reconnect(&shown);
    }
}

/** Rebuilds the tree, which is small, and keeps the current item. */
void ConnectionPanel::refresh()
{
    if (!isVisible()) {
        return;
    }
    QTreeWidget *tree = m_ui->attemptTree;
    const QTreeWidgetItem *before = tree->currentItem();
    const int number = before != nullptr ? before->data(Name, NumberRole).toInt() : 0;
    const int place = before != nullptr ? before->data(Name, PlaceRole).toInt() : -1;
    m_isRebuilding = true;
    tree->clear();
    const QList<TimelineAttempt> &attempts = watcher().timeline().attempts();
    for (auto attempt = attempts.crbegin(); attempt != attempts.crend(); ++attempt) {
        showAttempt(*attempt, attempt == attempts.crbegin());
    }
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = tree->topLevelItem(i);
        if (m_isChosen && item->data(Name, NumberRole).toInt() == number) {
            QTreeWidgetItem *step = item->child(place);
            tree->setCurrentItem(step != nullptr ? step : item);
        }
    }
    if (tree->currentItem() == nullptr) {
        tree->setCurrentItem(firstToShow(*tree));
    }
    m_isRebuilding = false;
    showText();
    updateAttempt();
}

void ConnectionPanel::showAttempt(const TimelineAttempt &attempt, bool isNewest)
{
    auto *item = new QTreeWidgetItem(m_ui->attemptTree);
    setCells(item,
             {attemptName(attempt), attemptStateText(attempt), attemptTime(attempt),
              attemptDetail(attempt)});
    item->setData(Name, NumberRole, attempt.number);
    item->setData(Name, PlaceRole, -1);
    item->setData(Name, ToneRole, int(toneOf(attempt.state)));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    item->setFont(Name, bold);
    paintItem(item);
    addSteps(item, attempt.steps);
    addSteps(item, attempt.subscribes);
    if (const QString sums = subscribeSums(attempt); !sums.isEmpty()) {
        auto *rest = new QTreeWidgetItem(item);
        setCells(rest, {tr("All subscribes"), {}, {}, sums});
        rest->setData(Name, NumberRole, attempt.number);
        rest->setData(Name, PlaceRole, item->childCount() - 1);
        rest->setData(Name, ToneRole, int(Tone::Quiet));
    }
    // setExpanded() emits the signals that record what the user collapsed.
    const QSet<int> collapsed = m_collapsed;
    item->setExpanded((isNewest || attempt.failedStep() != nullptr)
                      && !m_collapsed.contains(attempt.number));
    m_collapsed = collapsed;
}

void ConnectionPanel::addSteps(QTreeWidgetItem *item, const QList<TimelineStep> &steps)
{
    for (const TimelineStep &step : steps) {
        auto *row = new QTreeWidgetItem(item);
        setCells(row, {stepName(step), stepStateText(step), stepTime(step), stepDetail(step)});
        row->setData(Name, NumberRole, item->data(Name, NumberRole));
        row->setData(Name, PlaceRole, item->childCount() - 1);
        row->setData(Name, ToneRole, int(toneOf(step.state)));
        paintItem(row);
    }
}

void ConnectionPanel::paintItem(QTreeWidgetItem *item)
{
    const auto tone = Tone(item->data(Name, ToneRole).toInt());
    item->setForeground(State, m_theme.color(tone));
    item->setForeground(Time, m_theme.color(Tone::Quiet));
    if (tone == Tone::Bad) {
        item->setForeground(Detail, m_theme.color(tone));
    }
}

void ConnectionPanel::showText()
{
    if (m_isRebuilding) {
        return;
    }
    const QTreeWidgetItem *item = m_ui->attemptTree->currentItem();
    showWrapped(m_ui->stepTextLabel,
                item != nullptr ? item->data(Name, TextRole).toString()
                                : tr("No attempt has been made yet."));
}

void ConnectionPanel::updateAttempt()
{
    if (!isVisible()) {
        return;
    }
    const SessionStatus &status = watcher().status();
    QStringList parts{status.state == SessionState::Partial ? status.reason
                                                            : stateText(status.state)};
    if (status.retryAt) {
        parts += nextAttemptText(watcher().timeline(), *status.retryAt - m_controller.now());
    }
    m_ui->attemptLabel->setFullText(parts.join(QStringLiteral(" \u00b7 ")));
    const bool isOver =
        status.state == SessionState::Refused || status.state == SessionState::Offline;
    m_ui->attemptNowButton->setVisible(status.retryAt.has_value()
                                       || (isOver && watcher().request().connection.canConnect()));
}

QString ConnectionPanel::text() const
{
    return timelineText(watcher().timeline());
}
