// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelpane.h"

#include "ui_channelpane.h"

#include "gui/channels/channeldelegate.h"
#include "gui/channels/channelmenu.h"
#include "gui/channels/channelmodel.h"
#include "gui/channels/channelsortmenu.h"
#include "gui/channels/shownchannels.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "monitor/watch/sessiontext.h"
#include "text/visibletext.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

namespace {

/** The first row of the channel; it may be in a group, which shortens its name. */
QModelIndex findChannel(const ShownChannels &shown, const ChannelModel &model,
                        const QString &channel, const QModelIndex &parent)
{
    for (int row = 0; row < shown.rowCount(parent); ++row) {
        const QModelIndex index = shown.index(row, 0, parent);
        const QModelIndex source = shown.sourceOf(index);
        if (source.isValid() && !ChannelModel::isWatcher(source)
            && model.statusAt(source).channel == channel) {
            return index;
        }
        const QModelIndex inside = findChannel(shown, model, channel, index);
        if (inside.isValid()) {
            return inside;
        }
    }
    return {};
}

} // namespace

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
    m_ui->channelView->installEventFilter(this);
    m_ui->searchRow->hide();
    m_ui->refusedRow->hide();
    styleQuiet(m_ui->refusedLabel);
    connect(m_ui->channelEdit, &QLineEdit::returnPressed, this, &ChannelPane::addTyped);
    connect(m_ui->channelView, &QWidget::customContextMenuRequested, this, &ChannelPane::showMenu);
    connect(m_ui->removeButton, &QToolButton::clicked, this, &ChannelPane::removeSelected);
    connect(m_ui->retryAllButton, &QToolButton::clicked, this, &ChannelPane::retryAll);
    connect(m_ui->channelView, &QTreeView::doubleClicked, this, &ChannelPane::showOnly);
}

ChannelPane::~ChannelPane() = default;

void ChannelPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_model = new ChannelModel(controller, this);
    m_shown = new ShownChannels(*m_model, this);
    m_ui->channelView->attach(*m_shown);
    m_ui->channelView->setItemDelegate(new ChannelDelegate(theme, controller.log(), this));
    connect(&controller, &WindowController::connectionChanged, this, &ChannelPane::offerChannels);
    connect(&controller, &WindowController::statusChanged, this, &ChannelPane::showCount);
    connect(&controller, &WindowController::statusChanged, this, &ChannelPane::updateRefused);
    connect(m_shown, &ShownChannels::layoutChanged, this, &ChannelPane::updateTree);
    connect(m_ui->channelSearchEdit, &QLineEdit::textChanged, m_shown, &ShownChannels::setSearch);
    connect(m_ui->channelView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ChannelPane::followSelection);
    connect(m_ui->channelView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ChannelPane::offerChannels);
    connect(m_model, &ChannelModel::dataChanged, this, &ChannelPane::updateRemoval);
    m_ui->sortButton->setMenu(new ChannelSortMenu(*m_shown, this));
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

void ChannelPane::select(const QString &channel)
{
    m_ui->channelView->setCurrentIndex(findChannel(*m_shown, *m_model, channel, {}));
    focusList();
}

/** In the model of all channels; invalid for a group. */
QModelIndex ChannelPane::current() const
{
    return m_shown->sourceOf(m_ui->channelView->currentIndex());
}

/** The first where there is none. */
WatchSession &ChannelPane::watcherAt(const QModelIndex &shown) const
{
    WatchSession *watcher = m_model->watcherAt(m_shown->sourceOf(ShownChannels::watcherOf(shown)));
    return watcher != nullptr ? *watcher : m_controller->session();
}

WatchSession &ChannelPane::currentWatcher() const
{
    return watcherAt(m_ui->channelView->currentIndex());
}

/** Selected in the model of all channels; invalid for none and for a group. */
QModelIndex ChannelPane::selected() const
{
    const QModelIndexList shown = m_ui->channelView->selectionModel()->selectedIndexes();
    return shown.isEmpty() ? QModelIndex() : m_shown->sourceOf(shown.first());
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

void ChannelPane::showMenu(const QPoint &position)
{
    const QModelIndex index = m_ui->channelView->indexAt(position);
    const QModelIndex source = m_shown->sourceOf(index);
    const bool isRefusedGroup = ShownChannels::isRefusedGroup(index);
    if (!source.isValid() && !isRefusedGroup) {
        return;
    }
    WatchSession &watcher = watcherAt(index);
    auto *menu = new ChannelMenu(*m_controller, this);
    connect(menu, &ChannelMenu::publishRequested, this, &ChannelPane::publishRequested);
    connect(menu, &ChannelMenu::reconnectRequested, this, &ChannelPane::reconnectRequested);
    connect(menu, &ChannelMenu::stepsRequested, this, &ChannelPane::stepsRequested);
    connect(menu, &ChannelMenu::removeWatcherRequested, this, &ChannelPane::removeWatcherRequested);
    if (isRefusedGroup) {
        menu->showRefused(watcher);
    } else if (ChannelModel::isWatcher(source)) {
        menu->showWatcher(watcher);
    } else {
        menu->showChannel(watcher, m_model->statusAt(source));
    }
    menu->popup(m_ui->channelView->viewport()->mapToGlobal(position));
}

void ChannelPane::subscribeSelectedAgain()
{
    if (ShownChannels::isRefusedGroup(m_ui->channelView->currentIndex())) {
        subscribeAllAgain();
    } else if (ChannelModel::isWatcher(current())) {
        Q_EMIT reconnectRequested(&currentWatcher());
    } else if (current().isValid()) {
        currentWatcher().subscribeAgain({m_model->statusAt(current()).channel});
    }
}

void ChannelPane::subscribeAllAgain()
{
    WatchSession &watcher = currentWatcher();
    watcher.subscribeAgain(watcher.unsubscribedChannels());
}

void ChannelPane::retryAll()
{
    for (WatchSession *watcher : m_controller->group().sessions()) {
        watcher->subscribeAgain(watcher->unsubscribedChannels());
    }
}

/** A second time shows all. */
void ChannelPane::showOnly(const QModelIndex &shown)
{
    const QModelIndex index = m_shown->sourceOf(shown);
    if (index.isValid() && !ChannelModel::isWatcher(index)) {
        toggleOnlyInLog(*m_controller, m_model->statusAt(index).channel);
    }
}

void ChannelPane::copySelected()
{
    if (current().isValid() && !ChannelModel::isWatcher(current())) {
        QApplication::clipboard()->setText(m_model->statusAt(current()).channel);
    }
}

void ChannelPane::updateTree()
{
    const bool isTree = m_controller->group().count() > 1;
    m_ui->channelView->arrange(isTree);
    m_ui->channelsLabel->setText(isTree ? tr("Watchers") : tr("Channels"));
    const bool hasMany = m_model->rowCount(m_model->index(0, 0)) >= ChannelArrangement::GroupedFrom;
    m_ui->searchRow->setVisible(hasMany || m_shown->isSearching());
    updateCount();
}

void ChannelPane::updateCount()
{
    showCount();
    updateRefused();
    updateRemoval();
    offerChannels();
}

/** Those of all watchers that retryAll() has an effect on. */
void ChannelPane::updateRefused()
{
    int refused = 0;
    for (const WatchSession *watcher : m_controller->group().sessions()) {
        const SessionStatus &status = watcher->status();
        refused += isUp(status.state) ? status.channels.unsubscribed() : 0;
    }
    m_ui->refusedRow->setVisible(refused > 0);
    showPlain(m_ui->refusedLabel, tr("Not subscribed: %1").arg(groupedNumber(quint64(refused))));
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
    const QModelIndex index = selected();
    QString why;
    QString what = tr("Stop watching the selected channel (Del)");
    if (ChannelModel::isWatcher(index)) {
        what = tr("Remove the selected watcher (Del)");
        if (m_model->watcherAt(index) == &m_controller->session()) {
            why = tr("The first watcher is the user in the bar above, who can be changed there.");
        }
    } else if (index.isValid()) {
        why = whyNoRemoval(m_model->statusAt(index));
    }
    m_ui->removeButton->setEnabled(index.isValid() && why.isEmpty());
    setPlainToolTip(m_ui->removeButton, why.isEmpty() ? what : why);
}

void ChannelPane::followSelection()
{
    updateRemoval();
    if (const QModelIndex index = selected(); index.isValid() && !ChannelModel::isWatcher(index)) {
        Q_EMIT channelSelected(m_model->watcherAt(index), m_model->statusAt(index).channel);
    }
}

bool ChannelPane::eventFilter(QObject *watched, QEvent *event)
{
    return watched == m_ui->channelView && event->type() == QEvent::KeyPress
        ? handleKey(*static_cast<QKeyEvent *>(event))
        : QWidget::eventFilter(watched, event);
}

bool ChannelPane::handleKey(const QKeyEvent &key)
{
    if (key.matches(QKeySequence::Copy)) {
        copySelected();
    } else if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        showOnly(m_ui->channelView->currentIndex());
    } else if (key.key() == Qt::Key_Delete) {
        removeSelected();
    } else if (key.key() == Qt::Key_Backspace) {
        acknowledgeSelected();
    } else if (key.key() == Qt::Key_F5 && key.modifiers() == Qt::ShiftModifier) {
        subscribeAllAgain();
    } else if (key.key() == Qt::Key_F5) {
        subscribeSelectedAgain();
    } else {
        return false;
    }
    return true;
}
