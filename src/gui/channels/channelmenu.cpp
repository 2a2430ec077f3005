// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelmenu.h"

#include "gui/channels/channeloptionsdialog.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/watch/sessiontext.h"

#include <QApplication>
#include <QClipboard>

namespace {

/** The filter that shows only the channel. */
QString channelFilter(const QString &channel)
{
    const QByteArray name = channel.toUtf8();
    Entry entry;
    entry.channel = {name.constData(), std::size_t(name.size())};
    return QString::fromStdString(cellCondition(FilterCell::Channel, entry));
}

void showReason(QAction &action, const QString &why)
{
    action.setEnabled(why.isEmpty());
    action.setToolTip(plainToolTip(why));
}

/** Only shown: the list handles the key. */
void showKey(QAction &action, const QKeySequence &key)
{
    action.setShortcut(key);
    action.setShortcutContext(Qt::WidgetShortcut);
    action.setShortcutVisibleInContextMenu(true);
}

} // namespace

bool isOnlyInLog(WindowController &controller, const QString &channel)
{
    return controller.log().filterText() == channelFilter(channel);
}

void toggleOnlyInLog(WindowController &controller, const QString &channel)
{
    controller.log().setFilterText(isOnlyInLog(controller, channel) ? QString()
                                                                    : channelFilter(channel));
}

ChannelMenu::ChannelMenu(WindowController &controller, QWidget *parent)
    : QMenu(parent)
    , m_controller(controller)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setToolTipsVisible(true);
}

template <typename Context, typename Call>
QAction *ChannelMenu::add(const QString &text, const char *name, Context *context, Call call)
{
    QAction *action = addAction(text, context, call);
    action->setObjectName(QLatin1String(name));
    return action;
}

void ChannelMenu::showChannel(WatchSession &watcher, const ChannelStatus &status)
{
    setObjectName(QStringLiteral("channelMenu"));
    addLogActions(status);
    addSeparator();
    addSubscribeActions(watcher, status);
    addOptionsAction(watcher, status);
    addGapActions(watcher, status);
    addSeparator();
    addStopAction(watcher, status);
}

void ChannelMenu::showRefused(WatchSession &watcher)
{
    setObjectName(QStringLiteral("refusedMenu"));
    addRetryAction(watcher);
}

void ChannelMenu::showWatcher(WatchSession &watcher)
{
    setObjectName(QStringLiteral("watcherMenu"));
    add(tr("&Reconnect"), "reconnectWatcherAction", &watcher,
        [this, &watcher] { Q_EMIT reconnectRequested(&watcher); });
    add(tr("&Disconnect"), "disconnectWatcherAction", &watcher, [&watcher] {
        watcher.close();
    })->setEnabled(isUp(watcher.status().state));
    add(tr("&Steps of the connection"), "watcherStepsAction", &watcher,
        [this, &watcher] { Q_EMIT stepsRequested(&watcher); });
    addSeparator();
    QAction *remove = add(tr("Re&move"), "removeWatcherAction", &watcher,
                          [this, &watcher] { Q_EMIT removeWatcherRequested(&watcher); });
    const bool isFirst = &watcher == &m_controller.session();
    remove->setEnabled(!isFirst);
    remove->setToolTip(plainToolTip(
        isFirst ? tr("The first watcher is the user in the bar above, who can be changed there.")
                : tr("Its rows stay in the log.")));
}

void ChannelMenu::addLogActions(const ChannelStatus &status)
{
    const QString channel = status.channel;
    QAction *only =
        add(isOnlyInLog(m_controller, channel) ? tr("Show a&ll channels in the log")
                                               : tr("Show on&ly this channel in the log"),
            "onlyChannelAction", &m_controller,
            [this, channel] { toggleOnlyInLog(m_controller, channel); });
    showKey(*only, Qt::Key_Return);
    QAction *publish = add(tr("&Publish here"), "publishHereAction", this,
                           [this, channel] { Q_EMIT publishRequested(channel); });
    showReason(*publish, m_controller.whyNoPublish());
    QAction *copy = add(tr("&Copy the name"), "copyChannelAction", this,
                        [channel] { QApplication::clipboard()->setText(channel); });
    showKey(*copy, QKeySequence::Copy);
}

void ChannelMenu::addGapActions(WatchSession &watcher, const ChannelStatus &status)
{
    const QString fetchText = status.sinceLastWatched > 0
        ? tr("&Fetch %1 since you last watched").arg(groupedNumber(status.sinceLastWatched))
        : tr("&Fetch the gap from the history");
    QAction *fetch = add(fetchText, "fetchGapAction", &watcher, [&watcher, status] {
        watcher.fetchGap(status.channel, *status.newestGap);
    });
    showReason(*fetch, whyNoGapFetch(watcher, status.channel, status.newestGap));
    const bool isGap = status.hasGap || status.hasPossibleGap;
    const QString acknowledgeText = !isGap && status.sinceLastWatched > 0
        ? tr("&Acknowledge what came since")
        : tr("&Acknowledge the gap");
    QAction *acknowledge = add(acknowledgeText, "acknowledgeGapAction", &watcher,
                               [&watcher, status] { watcher.acknowledgeGap(status.channel); });
    showKey(*acknowledge, Qt::Key_Backspace);
    const bool isThere = isGap || status.sinceLastWatched > 0;
    showReason(*acknowledge, isThere ? QString() : tr("No gap is known."));
}

void ChannelMenu::addSubscribeActions(WatchSession &watcher, const ChannelStatus &status)
{
    QAction *again = add(tr("S&ubscribe again"), "subscribeAgainAction", &watcher,
                         [&watcher, status] { watcher.subscribeAgain({status.channel}); });
    showKey(*again, Qt::Key_F5);
    showReason(*again, whyNoSubscribeAgain(watcher.status(), status));
    addRetryAction(watcher);
}

void ChannelMenu::addRetryAction(WatchSession &watcher)
{
    const int others = watcher.status().channels.unsubscribed();
    QAction *all =
        add(tr("Su&bscribe all again (%1)").arg(groupedNumber(others)), "subscribeAllAgainAction",
            &watcher, [&watcher] { watcher.subscribeAgain(watcher.unsubscribedChannels()); });
    showKey(*all, Qt::SHIFT | Qt::Key_F5);
    all->setEnabled(others > 0 && isUp(watcher.status().state));
}

/** The server decides on those that it has subscribed by itself. */
void ChannelMenu::addOptionsAction(WatchSession &watcher, const ChannelStatus &status)
{
    QAction *options =
        add(tr("&Options \u2026"), "channelOptionsAction", &watcher,
            [this, &watcher, channel = status.channel] { editOptions(watcher, channel); });
    options->setEnabled(!status.isServerSide);
    options->setToolTip(
        plainToolTip(status.isServerSide
                         ? tr("The server subscribed the connection to it, with its own options.")
                         : tr("Tags filter, deltas, positioning, recovery, joins and leaves")));
}

/** The dialog outlives the menu. */
void ChannelMenu::editOptions(WatchSession &watcher, const QString &channel)
{
    auto *dialog =
        new ChannelOptionsDialog(channel, watcher.request().optionsOf(channel), parentWidget());
    connect(dialog, &ChannelOptionsDialog::chosen, &watcher,
            [&watcher, channel](const ChannelOptions &options) {
                watcher.setChannelOptions(channel, options);
            });
    dialog->open();
}

void ChannelMenu::addStopAction(WatchSession &watcher, const ChannelStatus &status)
{
    QAction *stop = add(tr("&Stop watching"), "stopWatchingAction", &watcher,
                        [this, &watcher, channel = status.channel] {
                            m_controller.removeChannelOf(watcher, channel);
                        });
    showKey(*stop, Qt::Key_Delete);
    showReason(*stop, whyNoRemoval(status));
}
