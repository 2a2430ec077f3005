// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/watcheractions.h"

#include "gui/channels/channelpane.h"
#include "gui/channels/watcherdialog.h"
#include "gui/controller/profileswitch.h"
#include "gui/controller/windowcontroller.h"
#include "monitor/profile/profileconnection.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"

#include <QAction>

WatcherActions::WatcherActions(WindowController &controller, ProfileSwitch &profiles,
                               QWidget *window)
    : QObject(window)
    , m_controller(controller)
    , m_profiles(profiles)
    , m_window(window)
{
}

void WatcherActions::attach(QAction &addWatcher, ChannelPane &channels)
{
    connect(&addWatcher, &QAction::triggered, this, &WatcherActions::askForWatcher);
    connect(&channels, &ChannelPane::addWatcherRequested, this, &WatcherActions::askForWatcher);
    connect(&channels, &ChannelPane::removeWatcherRequested, &m_controller,
            [this](WatchSession *watcher) { m_controller.watchers().remove(watcher); });
    connect(&channels, &ChannelPane::reconnectRequested, &m_controller,
            [this](WatchSession *watcher) { m_controller.reconnectWatcher(*watcher); });
}

void WatcherActions::askForWatcher()
{
    WatcherDialog::Choices choices;
    if (const auto &profile = m_profiles.profile()) {
        choices.users = profile->users;
    }
    for (const QUrl &url : m_controller.connection().otherWebSocketUrls) {
        choices.addresses.append(url.toString());
    }
    for (const Profile &profile : m_profiles.store().profiles()) {
        if (!m_profiles.profile() || m_profiles.profile()->id != profile.id) {
            const bool isLocked = !secretsToType(profile, m_profiles.secrets()).isEmpty();
            choices.profiles.append(
                {profile.id, profile.name, profile.users, profile.withoutToken,
                 isLocked ? tr("Its secrets have to be typed: choose the profile once before.")
                          : QString()});
        }
    }
    if (m_controller.connection().tokenHmacSecret.isEmpty()) {
        choices.whyNoUser = tr("No secret is known with which a token could be signed.");
    }
    auto *dialog = new WatcherDialog(choices, m_window);
    connect(dialog, &WatcherDialog::chosen, this, &WatcherActions::addWatcher);
    dialog->open();
}

void WatcherActions::addWatcher(WatcherIdentity identity, const QString &profileId)
{
    QString why = m_controller.watchers().whyNoMore();
    if (why.isEmpty() && identity.kind == WatcherIdentity::Kind::Profile) {
        auto target = m_profiles.targetOf(profileId);
        if (target) {
            identity.target = target.takeValue();
        } else {
            why = target.error().message;
        }
    }
    if (why.isEmpty()) {
        m_controller.watchers().add(identity);
    } else {
        m_controller.notices().showFailure(NoticeCenter::FailedTask::AddWatcher, why);
    }
}
