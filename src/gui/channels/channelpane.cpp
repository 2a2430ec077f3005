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

namespace {

/** Why the channel can't be removed; empty when it can. */
QString whyNoRemoval(const ChannelStatus &status)
{
    return !status.isRequested && status.state != ChannelState::Unsubscribed
        ? ChannelPane::tr("The server subscribed the connection to it, and only the server can "
                          "end that.")
        : QString();
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
    m_ui->channelView->setItemDelegate(new ChannelDelegate(theme, this));
    connect(&controller, &WindowController::connectionChanged, this, &ChannelPane::offerChannels);
    connect(&controller, &WindowController::statusChanged, this, &ChannelPane::showCount);
    connect(m_model, &ChannelModel::rowsInserted, this, &ChannelPane::updateCount);
    connect(m_model, &ChannelModel::rowsRemoved, this, &ChannelPane::updateCount);
    connect(m_model, &ChannelModel::modelReset, this, &ChannelPane::updateCount);
    connect(m_ui->channelView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ChannelPane::updateRemoval);
    connect(m_model, &ChannelModel::dataChanged, this, &ChannelPane::updateRemoval);
    updateCount();
}

void ChannelPane::focusList()
{
    m_ui->channelView->setFocus(Qt::ShortcutFocusReason);
}

void ChannelPane::focusField()
{
    m_ui->channelEdit->setFocus(Qt::ShortcutFocusReason);
}

QString ChannelPane::ownChannel() const
{
    const bool isUnknown =
        m_controller->user().isEmpty() || m_controller->connection().withoutToken;
    return isUnknown ? QString() : QStringLiteral("user#") + m_controller->user();
}

/** The empty field suggests the personal channel of the user; Enter adds it. */
void ChannelPane::offerChannels()
{
    const QString own = ownChannel();
    const bool offers = !own.isEmpty() && !m_model->contains(own);
    m_ui->channelEdit->setPlaceholderText(offers ? Text::visible(own) : tr("Add a channel"));
    setPlainToolTip(m_ui->channelEdit,
                    offers ? tr("Enter watches your own channel, %1").arg(own)
                           : tr("Type a channel; Enter watches it"));
}

void ChannelPane::addTyped()
{
    const QString typed = m_ui->channelEdit->text().trimmed();
    const QString own = ownChannel();
    const QString channel = typed.isEmpty() && !m_model->contains(own) ? own : typed;
    m_controller->addChannel(channel,
                             m_ui->backlogBox->isChecked() ? WatchSession::Start::Backlog
                                                           : WatchSession::Start::Now);
    m_ui->channelEdit->clear();
}

void ChannelPane::removeSelected()
{
    const QModelIndex index = m_ui->channelView->currentIndex();
    if (index.isValid()) {
        m_controller->removeChannel(m_model->statusAt(index.row()).channel);
    }
}

void ChannelPane::acknowledgeSelected()
{
    const QModelIndex index = m_ui->channelView->currentIndex();
    if (index.isValid()) {
        m_controller->session().acknowledgeGap(m_model->statusAt(index.row()).channel);
    }
}

void ChannelPane::showMenu(const QPoint &position)
{
    const QModelIndex index = m_ui->channelView->indexAt(position);
    if (!index.isValid()) {
        return;
    }
    const ChannelStatus status = m_model->statusAt(index.row());
    const QString why = whyNoGapFetch(m_controller->session(), status.channel, status.newestGap);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("channelMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const QString fetchText = status.sinceLastWatched > 0
        ? tr("&Fetch %1 since you last watched").arg(groupedNumber(status.sinceLastWatched))
        : tr("&Fetch the gap from the history");
    QAction *fetch = menu->addAction(fetchText, this, [this, status] {
        m_controller->session().fetchGap(status.channel, *status.newestGap);
    });
    fetch->setObjectName(QStringLiteral("fetchGapAction"));
    fetch->setEnabled(why.isEmpty());
    fetch->setToolTip(plainToolTip(why));
    const bool isGap = status.hasGap || status.hasPossibleGap;
    const QString acknowledgeText = !isGap && status.sinceLastWatched > 0
        ? tr("&Acknowledge what came since")
        : tr("&Acknowledge the gap");
    QAction *acknowledge = menu->addAction(acknowledgeText, this, [this, status] {
        m_controller->session().acknowledgeGap(status.channel);
    });
    acknowledge->setObjectName(QStringLiteral("acknowledgeGapAction"));
    acknowledge->setShortcut(Qt::Key_Backspace); // only shown: the list handles the key
    acknowledge->setShortcutContext(Qt::WidgetShortcut);
    acknowledge->setEnabled(isGap || status.sinceLastWatched > 0);
    acknowledge->setToolTip(
        plainToolTip(acknowledge->isEnabled() ? QString() : tr("No gap is known.")));
    addSubscribeActions(*menu, status);
    addOptionsAction(*menu, status);
    QAction *stop = menu->addAction(tr("&Stop watching"), this, [this, status] {
        m_controller->removeChannel(status.channel);
    });
    stop->setObjectName(QStringLiteral("stopWatchingAction"));
    stop->setEnabled(whyNoRemoval(status).isEmpty());
    stop->setToolTip(plainToolTip(whyNoRemoval(status)));
    menu->popup(m_ui->channelView->viewport()->mapToGlobal(position));
}

void ChannelPane::addSubscribeActions(QMenu &menu, const ChannelStatus &status)
{
    const SessionStatus &session = m_controller->status();
    const QString why = whyNoSubscribeAgain(session, status);
    QAction *again = menu.addAction(tr("S&ubscribe again"), this, [this, status] {
        m_controller->session().subscribeAgain({status.channel});
    });
    again->setObjectName(QStringLiteral("subscribeAgainAction"));
    again->setShortcut(Qt::Key_F5);
    again->setEnabled(why.isEmpty());
    again->setToolTip(plainToolTip(why));
    const int others = session.channels.unsubscribed();
    QAction *all = menu.addAction(tr("Subscribe &all again (%1)").arg(groupedNumber(others)), this,
                                  &ChannelPane::subscribeAllAgain);
    all->setObjectName(QStringLiteral("subscribeAllAgainAction"));
    all->setShortcut(Qt::SHIFT | Qt::Key_F5);
    all->setEnabled(others > 0 && isUp(session.state));
    for (QAction *action : {again, all}) {
        action->setShortcutContext(Qt::WidgetShortcut); // only shown: the list handles the keys
        action->setShortcutVisibleInContextMenu(true);
    }
}

/** The server decides on those that it has subscribed by itself. */
void ChannelPane::addOptionsAction(QMenu &menu, const ChannelStatus &status)
{
    QAction *options = menu.addAction(tr("&Options \u2026"), this,
                                      [this, channel = status.channel] { editOptions(channel); });
    options->setObjectName(QStringLiteral("channelOptionsAction"));
    options->setEnabled(!status.isServerSide);
    options->setToolTip(
        plainToolTip(status.isServerSide
                         ? tr("The server subscribed the connection to it, with its own options.")
                         : tr("Tags filter, deltas, positioning, recovery, joins and leaves")));
}

void ChannelPane::editOptions(const QString &channel)
{
    auto *dialog = new ChannelOptionsDialog(
        channel, m_controller->session().request().optionsOf(channel), this);
    connect(dialog, &ChannelOptionsDialog::chosen, this,
            [this, channel](const ChannelOptions &options) {
                m_controller->session().setChannelOptions(channel, options);
            });
    dialog->open();
}

void ChannelPane::subscribeSelectedAgain()
{
    const QModelIndex index = m_ui->channelView->currentIndex();
    if (index.isValid()) {
        m_controller->session().subscribeAgain({m_model->statusAt(index.row()).channel});
    }
}

void ChannelPane::subscribeAllAgain()
{
    WatchSession &session = m_controller->session();
    session.subscribeAgain(session.unsubscribedChannels());
}

void ChannelPane::updateCount()
{
    showCount();
    updateRemoval();
    offerChannels();
}

/** "3 of 5" while not all channels are subscribed, else their number. */
void ChannelPane::showCount()
{
    const int count = m_model->rowCount();
    const SessionStatus &session = m_controller->status();
    const bool isPartial = session.state == SessionState::Partial;
    const QString number = count > 0 ? groupedNumber(count) : QString();
    showPlain(m_ui->countLabel, isPartial ? statusText(session) : number);
    setPlainToolTip(m_ui->countLabel, isPartial ? session.channels.text() : QString());
}

void ChannelPane::updateRemoval()
{
    const QModelIndexList selected = m_ui->channelView->selectionModel()->selectedIndexes();
    const QString why =
        selected.isEmpty() ? QString() : whyNoRemoval(m_model->statusAt(selected.first().row()));
    m_ui->removeButton->setEnabled(!selected.isEmpty() && why.isEmpty());
    setPlainToolTip(m_ui->removeButton,
                    why.isEmpty() ? tr("Stop watching the selected channel (Del)") : why);
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
