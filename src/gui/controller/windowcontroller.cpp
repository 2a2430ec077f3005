// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/windowcontroller.h"

#include "gui/controller/undosteps.h"
#include "monitor/entry/entry.h"
#include "monitor/platform/iothread.h"
#include "monitor/profile/logmask.h"
#include "monitor/watch/sessiontext.h"

WindowController::WindowController(IoThread &io, QObject *parent, const JournalLimits &limits,
                                   const JournalSpill &spill)
    : QObject(parent)
    , m_io(io)
    , m_spillFolder(QString::fromStdString(spill.folder))
    , m_journal(limits, spill)
    , m_log(m_journal)
    , m_group(io, m_journal)
    , m_watchers(m_group)
    , m_notices(m_group)
    , m_publishing(io, io.clock())
    , m_localServer(io.clock())
    , m_demo(new DemoControl(m_publishing, m_notices, this))
{
    connect(&m_entryFrame, &FrameThrottle::due, this, &WindowController::announceEntries);
    connect(&m_channelFrame, &FrameThrottle::due, this, &WindowController::announceChannels);
    wireSession();
    wirePublishing();
    wireLocalServer();
}

WindowController::~WindowController()
{
    m_group.disconnect(this);
    m_group.feed().disconnect(this);
    m_publishing.disconnect(this);
    m_localServer.disconnect(this);
}

void WindowController::wireSession()
{
    connect(&feed(), &JournalFeed::entriesAppended, this, &WindowController::takeEntries);
    connect(&feed(), &JournalFeed::entriesArrived, this, &WindowController::followEntries);
    connect(&m_group, &WatchGroup::statusChanged, this, &WindowController::statusChanged);
    connect(&m_group, &WatchGroup::closed, this, &WindowController::statusChanged);
    connect(&m_group, &WatchGroup::added, this, &WindowController::statusChanged);
    connect(&m_group, &WatchGroup::removed, this, &WindowController::statusChanged);
    connect(&m_group, &WatchGroup::channelChanged, &m_channelFrame, &FrameThrottle::request);
    connect(&m_group, &WatchGroup::channelRemoved, &m_channelFrame, &FrameThrottle::request);
}

void WindowController::wirePublishing()
{
    m_publishing.setWatchers(m_group);
    m_publishing.setLog(m_journal);
    connect(&m_publishing, &PublishController::changed, this, &WindowController::announceRoundTrip);
    connect(&m_publishing.tracker(), &RoundTripTracker::cameBack, &m_log, &LogState::noteOwnRow);
    connect(m_demo, &DemoControl::changed, this, &WindowController::demoTrafficChanged);
}

void WindowController::wireLocalServer()
{
    connect(&m_localServer, &LocalServer::stateChanged, this, &WindowController::updateLocalServer);
    connect(&m_localServer, &LocalServer::ready, this, [this] {
        // A restarted server keeps its address, so the session only has to retry.
        if (m_localServer.connection() == m_connection) {
            m_group.retryAll();
        } else if (m_connectsToLocalServer) {
            setConnection(m_localServer.connection());
        }
    });
}

std::chrono::nanoseconds WindowController::now() const
{
    return m_io.clock().monotonic();
}

void WindowController::setConnection(const ConnectionSettings &connection)
{
    m_connection = connection;
    m_connection.limits = m_limits.over(connection.limits);
    addMaskedSecrets(connection);
    m_publishing.setConnection(connection);
    restart();
    m_watchers.followFirst();
}

void WindowController::connectAs(const QString &user)
{
    m_user = user;
    restart();
}

void WindowController::retryNow()
{
    const Notice &notice = m_notices.current();
    if (notice.topic == Notice::Topic::LocalServer) {
        startLocalServer();
    } else if (!notice.watcher.isEmpty()) {
        m_watchers.reconnect(m_group.find(notice.watcher));
    } else if (status().state == SessionState::Connecting) {
        m_group.retryAll();
    } else {
        restart();
    }
}

void WindowController::reconnectWatcher(WatchSession &watcher)
{
    if (&watcher == &session()) {
        restart();
    } else {
        m_watchers.reconnect(&watcher);
    }
}

void WindowController::disconnectFromServer()
{
    m_notices.clearConnection();
    m_group.closeAll();
}

void WindowController::useToken(const Secret &token)
{
    m_connection.token = token;
    m_connection.withoutToken = false;
    addMaskedSecrets(m_connection);
    restart();
}

void WindowController::addChannels(const QStringList &channels, WatchSession::Start start)
{
    for (WatchSession *watcher : m_group.sessions()) {
        for (const QString &channel : channels) {
            watcher->addChannel(channel, start);
        }
    }
    m_channelFrame.flush(); // the user sees the effect at once
}

void WindowController::removeChannel(const QString &channel)
{
    for (WatchSession *watcher : m_group.sessions()) {
        watcher->removeChannel(channel);
    }
    m_channelFrame.flush();
}

void WindowController::addChannelOf(WatchSession &watcher, const QString &channel,
                                    WatchSession::Start start)
{
    watcher.addChannel(channel, start);
    m_channelFrame.flush();
}

void WindowController::removeChannelOf(WatchSession &watcher, const QString &channel)
{
    const UndoList::Step undo = watchAgain(watcher, channel);
    watcher.removeChannel(channel);
    m_channelFrame.flush();
    m_undo.add(undo);
}

void WindowController::setPaused(bool paused, const QString &rule)
{
    if (isPaused() != paused) {
        m_pausingRule = rule;
        m_log.model().setFrozen(paused);
        Q_EMIT pausedChanged(paused);
    }
}

void WindowController::clear()
{
    const UndoList::Step undo = showRowsAgain(*this);
    const bool hasRows = m_journal.size() > 0;
    m_journal.clear();
    m_group.clearGaps();
    m_dropped = 0;
    showFromStart();
    if (hasRows) {
        m_undo.add(undo);
    }
}

quint64 WindowController::undoClear(quint64 lost)
{
    const quint64 shift = m_journal.undoClear();
    m_dropped += lost;
    showFromStart();
    return shift;
}

/** The journal holds other entries than before. */
void WindowController::showFromStart()
{
    m_log.cleared();
    m_entryFrame.cancel();
    m_pendingEntries = 0;
    m_pendingTrimmed = 0;
    m_publishing.forgetEntries();
    updateSpill();
    Q_EMIT cleared();
}

void WindowController::takeEntries(qsizetype count, qsizetype trimmed)
{
    m_pendingEntries += count;
    m_pendingTrimmed += trimmed;
    m_entryFrame.request();
}

void WindowController::followEntries(std::span<const Entry> entries)
{
    for (const Entry &entry : entries) {
        if (m_journal.isTooLarge(entry)) {
            ++m_dropped; // its row is a loss
        } else if (entry.kind == EntryKind::Publication) {
            m_publishing.tracker().pushArrived(entry);
        } else if (entry.kind == EntryKind::Connection || entry.kind == EntryKind::Subscription) {
            m_publishing.tracker().followState(entry);
        } else if (entry.kind == EntryKind::Loss) {
            m_dropped += entry.count();
        }
    }
}

void WindowController::announceEntries()
{
    const qsizetype count = std::exchange(m_pendingEntries, 0);
    m_log.entriesAppended(count, std::exchange(m_pendingTrimmed, 0));
    Q_EMIT entriesAppended(count);
    updateSpill();
}

/** Entries first, so that a proof is never visible before its message. */
void WindowController::announceRoundTrip()
{
    m_entryFrame.flush();
    Q_EMIT roundTripChanged();
}

void WindowController::announceChannels()
{
    m_notices.updateChannels();
    m_demo->follow(channels());
    Q_EMIT channelsChanged();
}

void WindowController::updateLocalServer(LocalServer::State state)
{
    if (state == LocalServer::State::Failed) {
        m_notices.showLocalServerFailure(m_localServer.errorText());
    } else if (state == LocalServer::State::Starting || state == LocalServer::State::Running) {
        m_notices.clearLocalServer();
    }
    Q_EMIT localServerChanged();
}

void WindowController::updateSpill()
{
    m_notices.showSpill(m_journal.spillProblem(), m_journal.spillError(), m_spillFolder);
}

void WindowController::switchTo(const SessionTarget &target)
{
    m_undo.leaveProfile();
    setDemoTraffic(false);
    m_watchers.removeAll(); // they are of the other profile
    m_connectsToLocalServer = false;
    m_isPublishConfirmed = false;
    m_publishing.setProfile(target.profile);
    m_target = target;
    m_target.connection = {};
    m_user = target.user;
    m_channels = target.channels;
    if (target.connection.source != ConnectionSettings::Source::None) {
        setConnection(target.connection);
        return;
    }
    m_notices.clearConnection();
    m_connection = {};
    m_publishing.setConnection(m_connection);
    m_group.closeAll();
    Q_EMIT connectionChanged();
}

void WindowController::restart()
{
    WatchRequest request = session().request();
    request.connection = m_connection;
    request.user = m_user;
    request.profile = m_target.profile;
    request.timeToLive = m_target.tokenLifetime;
    request.wireFormat = m_target.wireFormat;
    request.lastWatched = takeLastWatched();
    if (m_channels) {
        request.channels = *m_channels;
        request.channelOptions = m_target.channelOptions;
        m_channels.reset();
    }
    request.watcher = m_group.freeName(watcherName(request), &session());
    m_notices.clearConnection();
    session().start(request);
    for (const QString &user : std::exchange(m_target.otherUsers, {})) {
        m_watchers.add({WatcherIdentity::Kind::User, user});
    }
    Q_EMIT connectionChanged();
}

void WindowController::setProduction(bool production)
{
    if (m_target.isProduction == production) {
        return;
    }
    m_target.isProduction = production;
    setDemoTraffic(hasDemoTraffic());
    Q_EMIT connectionChanged();
}

void WindowController::startLocalServer()
{
    if (m_connection.source == ConnectionSettings::Source::Profile) {
        // Nothing of the profile is kept, above all not its production mark.
        SessionTarget nowhere;
        nowhere.user = m_user;
        nowhere.channels = session().request().channels;
        nowhere.otherUsers = m_watchers.users();
        switchTo(nowhere);
    }
    chooseLocalUsers();
    if (m_localServer.state() == LocalServer::State::Running) {
        setConnection(m_localServer.connection());
        return;
    }
    m_connectsToLocalServer = true;
    m_localServer.start();
}

void WindowController::tryLocalServer()
{
    startLocalServer();
    setDemoTraffic(true);
}

/** Without a user, the local server refuses each channel. */
void WindowController::chooseLocalUsers()
{
    if (!m_user.isEmpty() || m_connection.source == ConnectionSettings::Source::LocalServer) {
        return;
    }
    m_user = QStringLiteral("alice");
    const bool hasChannels = m_channels ? !m_channels->isEmpty() : session().hasChannels();
    if (!hasChannels) {
        m_channels = QStringList{QStringLiteral("news"), personalChannel(m_user)};
    }
    if (m_watchers.users().isEmpty() && m_target.otherUsers.isEmpty()) {
        m_target.otherUsers = QStringList{QStringLiteral("bob")};
    }
}

/** Used once, and only for the user who was watching then. */
QHash<QString, KeptPosition> WindowController::takeLastWatched()
{
    const auto positions = std::exchange(m_target.lastWatched, {});
    return m_user == m_target.user ? positions : QHash<QString, KeptPosition>();
}
