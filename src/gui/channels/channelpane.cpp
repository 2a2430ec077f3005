// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelpane.h"

#include "ui_channelpane.h"

#include "gui/channels/channeldelegate.h"
#include "gui/channels/channelmodel.h"
#include "gui/channels/channeloptionsdialog.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "monitor/watch/sessiontext.h"
#include "text/visibletext.h"

#include <QKeyEvent>
#include <QMenu>

ChannelPane::ChannelPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ChannelPane>())
{
    m_ui->setupUi(this);
    setBackgroundRole(QPalette::Base);
    styleCaption(m_ui->channelsLabel);
    styleCaption(m_ui->countLabel);
    m_ui->removeButton->setIcon(glyphIcon(Glyph::Remove));
    m_ui->addWatcherButton->setIcon(glyphIcon(Glyph::AddUser));
    setPlainToolTip(m_ui->addWatcherButton, tr("Add a watcher: another user beside this one"));
    connect(m_ui->addWatcherButton, &QToolButton::clicked, this, &ChannelPane::addWatcherRequested);
    new FocusRing(m_ui->channelView);
    m_ui->channelView->installEventFilter(this);
    connect(m_ui->channelEdit, &QLineEdit::returnPressed, this, &ChannelPane::addTyped);
    connect(m_ui->channelView, &QWidget::customContextMenuRequested, this, &ChannelPane::showMenu);
    connect(m_ui->removeButton, &QToolButton::clicked, this, &ChannelPane::removeSelected);
}

ChannelPane::~ChannelPane() = default;

void ChannelPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_model = new ChannelModel(controller, this);
    m_ui->channelView->setModel(m_model);
    m_ui->channelView->setItemDelegate(new ChannelDelegate(theme, controller.log(), this));
    connect(&controller, &WindowController::connectionChanged, this, &ChannelPane::offerChannels);
    connect(&controller, &WindowController::statusChanged, this, &ChannelPane::showCount);
    connect(m_model, &ChannelModel::rowsInserted, this, &ChannelPane::updateTree);
    connect(m_model, &ChannelModel::rowsRemoved, this, &ChannelPane::updateTree);
    connect(m_model, &ChannelModel::modelReset, this, &ChannelPane::updateTree);
    connect(m_ui->channelView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ChannelPane::followSelection);
    connect(m_ui->channelView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ChannelPane::offerChannels);
    connect(m_model, &ChannelModel::dataChanged, this, &ChannelPane::updateRemoval);
    updateTree();
}

void ChannelPane::focusList()
{
    m_ui->channelView->setFocus(Qt::ShortcutFocusReason);
}

void ChannelPane::focusField()
{
    m_ui->channelEdit->setFocus(Qt::ShortcutFocusReason);
}

QModelIndex ChannelPane::current() const
{
    return m_ui->channelView->currentIndex();
}

/** Of the current row; the first where there is none. */
WatchSession &ChannelPane::currentWatcher() const
{
    WatchSession *watcher = m_model->watcherAt(current());
    return watcher != nullptr ? *watcher : m_controller->session();
}

/** Whether a new channel is for all watchers: no single one is selected. */
bool ChannelPane::isForAll() const
{
    return m_controller->group().count() == 1 || !ChannelModel::isWatcher(current());
}

QString ChannelPane::ownChannel(const WatchSession &watcher) const
{
    const WatchRequest &request = watcher.request();
    return request.connection.withoutToken ? QString() : personalChannel(userOf(request));
}

/** The empty field suggests the personal channel of the user; Enter adds it. */
void ChannelPane::offerChannels()
{
    const WatchSession &watcher = isForAll() ? m_controller->session() : currentWatcher();
    const QString own = ownChannel(watcher);
    const bool offers = !own.isEmpty() && !m_model->contains(watcher, own);
    const QString add = isForAll()
        ? (m_controller->group().count() > 1 ? tr("Add a channel for all") : tr("Add a channel"))
        : tr("Add a channel for %1").arg(labelText(watcher.watcher()));
    m_ui->channelEdit->setPlaceholderText(offers ? Text::visible(own) : add);
    setPlainToolTip(m_ui->channelEdit,
                    offers ? tr("Enter watches your own channel, %1").arg(own)
                           : tr("Type a channel; Enter watches it"));
}

/** Every watcher gets a personal channel of its own. */
void ChannelPane::addTyped()
{
    const QString typed = m_ui->channelEdit->text().trimmed();
    const auto start =
        m_ui->backlogBox->isChecked() ? WatchSession::Start::Backlog : WatchSession::Start::Now;
    const QList<WatchSession *> watchers =
        isForAll() ? m_controller->group().sessions() : QList<WatchSession *>{&currentWatcher()};
    for (WatchSession *watcher : watchers) {
        const QString channel = typed.isEmpty() ? ownChannel(*watcher) : typed;
        if (!channel.isEmpty()) {
            m_controller->addChannelOf(*watcher, channel, start);
        }
    }
    m_ui->channelEdit->clear();
}

void ChannelPane::removeSelected()
{
    if (!current().isValid()) {
        return;
    }
    WatchSession &watcher = currentWatcher();
    if (!ChannelModel::isWatcher(current())) {
        m_controller->removeChannelOf(watcher, m_model->statusAt(current()).channel);
    } else if (&watcher != &m_controller->session()) {
        m_controller->watchers().remove(&watcher);
    }
}

void ChannelPane::acknowledgeSelected()
{
    if (current().isValid() && !ChannelModel::isWatcher(current())) {
        currentWatcher().acknowledgeGap(m_model->statusAt(current()).channel);
    }
}

QMenu *ChannelPane::newMenu(const char *name)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QLatin1String(name));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    return menu;
}

void ChannelPane::showMenu(const QPoint &position)
{
    const QModelIndex index = m_ui->channelView->indexAt(position);
    if (!index.isValid()) {
        return;
    }
    WatchSession &watcher = *m_model->watcherAt(index);
    QMenu *menu = nullptr;
    if (ChannelModel::isWatcher(index)) {
        menu = newMenu("watcherMenu");
        addWatcherActions(*menu, watcher);
    } else {
        menu = newMenu("channelMenu");
        const ChannelStatus status = m_model->statusAt(index);
        addGapActions(*menu, watcher, status);
        addSubscribeActions(*menu, watcher, status);
        addOptionsAction(*menu, watcher, status);
        QAction *stop = menu->addAction(tr("&Stop watching"), &watcher, [this, &watcher, status] {
            m_controller->removeChannelOf(watcher, status.channel);
        });
        stop->setObjectName(QStringLiteral("stopWatchingAction"));
        stop->setEnabled(whyNoRemoval(status).isEmpty());
        stop->setToolTip(plainToolTip(whyNoRemoval(status)));
    }
    menu->popup(m_ui->channelView->viewport()->mapToGlobal(position));
}

void ChannelPane::addWatcherActions(QMenu &menu, WatchSession &watcher)
{
    const auto add = [&](const QString &text, const char *name, auto call) {
        QAction *action = menu.addAction(text, &watcher, call);
        action->setObjectName(QLatin1String(name));
        return action;
    };
    add(tr("&Reconnect"), "reconnectWatcherAction",
        [this, &watcher] { Q_EMIT reconnectRequested(&watcher); });
    add(tr("&Disconnect"), "disconnectWatcherAction", [&watcher] {
        watcher.close();
    })->setEnabled(isUp(watcher.status().state));
    add(tr("&Steps of the connection"), "watcherStepsAction",
        [this, &watcher] { Q_EMIT stepsRequested(&watcher); });
    menu.addSeparator();
    QAction *remove = add(tr("Re&move"), "removeWatcherAction",
                          [this, &watcher] { Q_EMIT removeWatcherRequested(&watcher); });
    const bool isFirst = &watcher == &m_controller->session();
    remove->setEnabled(!isFirst);
    remove->setToolTip(plainToolTip(
        isFirst ? tr("The first watcher is the user in the bar above, who can be changed there.")
                : tr("Its rows stay in the log.")));
}

void ChannelPane::addGapActions(QMenu &menu, WatchSession &watcher, const ChannelStatus &status)
{
    const QString why = whyNoGapFetch(watcher, status.channel, status.newestGap);
    const QString fetchText = status.sinceLastWatched > 0
        ? tr("&Fetch %1 since you last watched").arg(groupedNumber(status.sinceLastWatched))
        : tr("&Fetch the gap from the history");
    QAction *fetch = menu.addAction(fetchText, &watcher, [&watcher, status] {
        watcher.fetchGap(status.channel, *status.newestGap);
    });
    fetch->setObjectName(QStringLiteral("fetchGapAction"));
    fetch->setEnabled(why.isEmpty());
    fetch->setToolTip(plainToolTip(why));
    const bool isGap = status.hasGap || status.hasPossibleGap;
    const QString acknowledgeText = !isGap && status.sinceLastWatched > 0
        ? tr("&Acknowledge what came since")
        : tr("&Acknowledge the gap");
    QAction *acknowledge = menu.addAction(
        acknowledgeText, &watcher, [&watcher, status] { watcher.acknowledgeGap(status.channel); });
    acknowledge->setObjectName(QStringLiteral("acknowledgeGapAction"));
    acknowledge->setShortcut(Qt::Key_Backspace); // only shown: the list handles the key
    acknowledge->setShortcutContext(Qt::WidgetShortcut);
    acknowledge->setEnabled(isGap || status.sinceLastWatched > 0);
    acknowledge->setToolTip(
        plainToolTip(acknowledge->isEnabled() ? QString() : tr("No gap is known.")));
}

void ChannelPane::addSubscribeActions(QMenu &menu, WatchSession &watcher,
                                      const ChannelStatus &status)
{
    const SessionStatus &session = watcher.status();
    const QString why = whyNoSubscribeAgain(session, status);
    QAction *again = menu.addAction(tr("S&ubscribe again"), &watcher, [&watcher, status] {
        watcher.subscribeAgain({status.channel});
    });
    again->setObjectName(QStringLiteral("subscribeAgainAction"));
    again->setShortcut(Qt::Key_F5);
    again->setEnabled(why.isEmpty());
    again->setToolTip(plainToolTip(why));
    const int others = session.channels.unsubscribed();
    QAction *all =
        menu.addAction(tr("Subscribe &all again (%1)").arg(groupedNumber(others)), &watcher,
                       [&watcher] { watcher.subscribeAgain(watcher.unsubscribedChannels()); });
    all->setObjectName(QStringLiteral("subscribeAllAgainAction"));
    all->setShortcut(Qt::SHIFT | Qt::Key_F5);
    all->setEnabled(others > 0 && isUp(session.state));
    for (QAction *action : {again, all}) {
        action->setShortcutContext(Qt::WidgetShortcut); // only shown: the list handles the keys
        action->setShortcutVisibleInContextMenu(true);
    }
}

/** The server decides on those that it has subscribed by itself. */
void ChannelPane::addOptionsAction(QMenu &menu, WatchSession &watcher, const ChannelStatus &status)
{
    QAction *options =
        menu.addAction(tr("&Options \u2026"), &watcher, [this, &watcher, channel = status.channel] {
            editOptions(watcher, channel);
        });
    options->setObjectName(QStringLiteral("channelOptionsAction"));
    options->setEnabled(!status.isServerSide);
    options->setToolTip(
        plainToolTip(status.isServerSide
                         ? tr("The server subscribed the connection to it, with its own options.")
                         : tr("Tags filter, deltas, positioning, recovery, joins and leaves")));
}

void ChannelPane::editOptions(WatchSession &watcher, const QString &channel)
{
    auto *dialog = new ChannelOptionsDialog(channel, watcher.request().optionsOf(channel), this);
    connect(dialog, &ChannelOptionsDialog::chosen, &watcher,
            [&watcher, channel](const ChannelOptions &options) {
                watcher.setChannelOptions(channel, options);
            });
    dialog->open();
}

void ChannelPane::subscribeSelectedAgain()
{
    if (!current().isValid()) {
        return;
    }
    if (ChannelModel::isWatcher(current())) {
        Q_EMIT reconnectRequested(&currentWatcher());
    } else {
        currentWatcher().subscribeAgain({m_model->statusAt(current()).channel});
    }
}

void ChannelPane::subscribeAllAgain()
{
    WatchSession &watcher = currentWatcher();
    watcher.subscribeAgain(watcher.unsubscribedChannels());
}

/** One watcher's channels need no branch. */
void ChannelPane::updateTree()
{
    const bool isTree = m_controller->group().count() > 1;
    const QModelIndex root = isTree ? QModelIndex() : m_model->index(0, 0);
    m_ui->channelView->setRootIsDecorated(isTree);
    if (m_ui->channelView->rootIndex() != root) {
        m_ui->channelView->setRootIndex(root);
    }
    if (isTree && m_model->rowCount() != m_shownWatchers) {
        m_ui->channelView->expandAll();
    }
    m_shownWatchers = m_model->rowCount();
    m_ui->channelsLabel->setText(isTree ? tr("Watchers") : tr("Channels"));
    updateCount();
}

void ChannelPane::updateCount()
{
    showCount();
    updateRemoval();
    offerChannels();
}

/** "3 of 5" while not all channels are subscribed, else their number; of watchers how many are
 * live.
 */
void ChannelPane::showCount()
{
    const WatchGroup &group = m_controller->group();
    if (group.count() > 1) {
        const QString live = tr("%1 of %2 live").arg(group.liveCount()).arg(group.count());
        showPlain(m_ui->countLabel, live);
        setPlainToolTip(m_ui->countLabel, QString());
        return;
    }
    const int count = m_model->rowCount(m_model->index(0, 0));
    const SessionStatus &session = m_controller->status();
    const bool isPartial = session.state == SessionState::Partial;
    const QString number = count > 0 ? groupedNumber(count) : QString();
    showPlain(m_ui->countLabel, isPartial ? statusText(session) : number);
    setPlainToolTip(m_ui->countLabel, isPartial ? session.channels.text() : QString());
}

void ChannelPane::updateRemoval()
{
    const QModelIndexList selected = m_ui->channelView->selectionModel()->selectedIndexes();
    QString why;
    QString what = tr("Stop watching the selected channel (Del)");
    if (!selected.isEmpty() && ChannelModel::isWatcher(selected.first())) {
        what = tr("Remove the selected watcher (Del)");
        if (m_model->watcherAt(selected.first()) == &m_controller->session()) {
            why = tr("The first watcher is the user in the bar above, who can be changed there.");
        }
    } else if (!selected.isEmpty()) {
        why = whyNoRemoval(m_model->statusAt(selected.first()));
    }
    m_ui->removeButton->setEnabled(!selected.isEmpty() && why.isEmpty());
    setPlainToolTip(m_ui->removeButton, why.isEmpty() ? what : why);
}

void ChannelPane::followSelection()
{
    updateRemoval();
    const QModelIndexList selected = m_ui->channelView->selectionModel()->selectedIndexes();
    if (!selected.isEmpty() && !ChannelModel::isWatcher(selected.first())) {
        Q_EMIT channelSelected(m_model->watcherAt(selected.first()),
                               m_model->statusAt(selected.first()).channel);
    }
}

bool ChannelPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_ui->channelView || event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Delete) {
        removeSelected();
    } else if (key->key() == Qt::Key_Backspace) {
        acknowledgeSelected();
    } else if (key->key() == Qt::Key_F5 && key->modifiers() == Qt::ShiftModifier) {
        subscribeAllAgain();
    } else if (key->key() == Qt::Key_F5) {
        subscribeSelectedAgain();
    } else {
        return QWidget::eventFilter(watched, event);
    }
    return true;
}
