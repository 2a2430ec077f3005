// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Where the window connects to, and how it gets from one place to another.

#include "gui/controller/windowcontroller.h"

#include "gui/controller/demotraffic.h"

void WindowController::switchTo(const SessionTarget &destination)
{
    setDemoTraffic(false);
    m_goesToLocalServer = false;
    m_isPublishConfirmed = false;
    m_destination = destination;
    m_destination.connection = {};
    m_user = destination.user;
    m_channels = destination.channels;
    if (destination.connection.source != ConnectionSettings::Source::None) {
        setConnection(destination.connection);
        return;
    }
    clearNotice(Notice::Topic::Connection);
    m_refusedChannels.clear();
    clearNotice(Notice::Topic::Channel);
    m_connection = {};
    m_publishing.setConnection(m_connection);
    m_session.close();
    Q_EMIT connectionChanged();
}

void WindowController::restart()
{
    WatchRequest request = m_session.request();
    request.connection = m_connection;
    request.user = m_user;
    request.profile = m_destination.profile;
    request.timeToLive = m_destination.tokenLifetime;
    request.wireFormat = m_destination.wireFormat;
    request.lastWatched = takeLastWatched();
    if (m_channels) {
        request.channels = *m_channels;
        m_channels.reset();
    }
    clearNotice(Notice::Topic::Connection);
    m_refusedChannels.clear();
    clearNotice(Notice::Topic::Channel);
    m_session.start(request);
    Q_EMIT connectionChanged();
}

void WindowController::setProduction(bool production)
{
    if (m_destination.isProduction == production) {
        return;
    }
    m_destination.isProduction = production;
    setDemoTraffic(hasDemoTraffic());
    Q_EMIT connectionChanged();
}

/** The single check that keeps demo traffic out of production. */
void WindowController::setDemoTraffic(bool running)
{
    const bool isRefused = running && isProduction();
    const bool mayRun = running && !isRefused;
    const bool hasChanged = hasDemoTraffic() != mayRun;
    m_demo->setRunning(mayRun);
    if (hasChanged || isRefused) { // also for the action that was ticked in vain
        Q_EMIT demoTrafficChanged(mayRun);
    }
    if (isRefused) {
        Notice notice;
        notice.topic = Notice::Topic::DemoTraffic;
        notice.words.title = tr("No demo traffic here: %1 is PRODUCTION").arg(profileName());
        notice.words.cause = tr("Demo traffic is never sent to a profile with that mark.");
        notice.words.fix = tr("Choose another profile, or the local server.");
        setNotice(notice);
    } else {
        clearNotice(Notice::Topic::DemoTraffic);
    }
}

void WindowController::showFailure(FailedTask task, const QString &message)
{
    Notice notice;
    notice.words.cause = message;
    switch (task) {
    case FailedTask::UseProfile:
        notice.topic = Notice::Topic::Connection;
        notice.words.title = tr("The profile can't be used");
        notice.words.fix = tr("Change it under Manage profiles, then choose it again.");
        break;
    case FailedTask::Record:
        notice.topic = Notice::Topic::File;
        notice.words.title = tr("Recording failed");
        notice.words.fix = tr("See to the folder or the disk, then record again.");
        break;
    case FailedTask::OpenFile:
        notice.topic = Notice::Topic::File;
        notice.words.title = tr("The file can't be opened");
        notice.words.fix = tr("Choose a recording (.rtm), or JSON lines of this program.");
        break;
    }
    setNotice(notice);
}

void WindowController::startLocalServer()
{
    if (m_connection.source == ConnectionSettings::Source::Profile) {
        // Nothing of the profile comes along, least of all that it is production.
        SessionTarget nowhere;
        nowhere.user = m_user;
        nowhere.channels = m_session.request().channels;
        switchTo(nowhere);
    }
    if (m_localServer.state() == LocalServer::State::Running) {
        setConnection(m_localServer.connection());
        return;
    }
    m_goesToLocalServer = true;
    m_localServer.start();
}

void WindowController::restartLocalServer()
{
    m_localServer.restart();
}

/** Told once, and only to the user who had watched. */
QHash<QString, KeptPosition> WindowController::takeLastWatched()
{
    const auto positions = std::exchange(m_destination.lastWatched, {});
    return m_user == m_destination.user ? positions : QHash<QString, KeptPosition>();
}
