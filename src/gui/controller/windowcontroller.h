// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/democontrol.h"
#include "gui/controller/logstate.h"
#include "gui/controller/noticecenter.h"
#include "gui/controller/publishcontroller.h"
#include "gui/controller/sessiontarget.h"
#include "gui/controller/undolist.h"
#include "gui/controller/watcherlist.h"
#include "gui/widgets/framethrottle.h"
#include "monitor/journal/journal.h"
#include "monitor/localserver/localserver.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

#include <QObject>

#include <span>

class IoThread;

/**
 * The state and the actions of one window, without widgets: owns the session, the journal, the
 * publishes, the notices and the local server. The panes show its state and follow its signals.
 * Main thread.
 */
class WindowController : public QObject
{
    Q_OBJECT

public:
    /** `io` outlives this. */
    explicit WindowController(IoThread &io, QObject *parent = nullptr,
                              const JournalLimits &limits = {}, const JournalSpill &spill = {});
    ~WindowController() override;

    // State; of the connection and the channels that of the first watcher
    const SessionStatus &status() const { return session().status(); }
    const ConnectionSettings &connection() const { return m_connection; }
    const QString &user() const { return m_user; }
    QList<ChannelStatus> channels() const { return session().channels(); }
    WatchSession &session() { return m_group.first(); }
    const WatchSession &session() const { return m_group.first(); }
    /** All watchers, the first included. */
    WatchGroup &group() { return m_group; }
    const WatchGroup &group() const { return m_group; }
    /** Those beside the first. */
    WatcherList &watchers() { return m_watchers; }
    JournalFeed &feed() { return m_group.feed(); }
    const Journal &journal() const { return m_journal; }
    EntryLog &entries() { return m_journal; }
    LogState &log() { return m_log; }
    JournalModel *journalModel() { return &m_log.model(); }
    /** The problem to show, and the overload. */
    NoticeCenter &notices() { return m_notices; }
    const NoticeCenter &notices() const { return m_notices; }
    /** Why nothing can be published, as a sentence; empty when it can. */
    QString whyNoPublish() const { return m_connection.whyNoPublish(); }
    /** Whether the profile is marked as production: its first publish has to be confirmed. */
    bool isProduction() const { return m_target.isProduction; }
    const QString &profileName() const { return m_target.profile; }
    bool mustConfirmPublish() const { return isProduction() && !m_isPublishConfirmed; }
    LocalServer::State localServerState() const { return m_localServer.state(); }
    /** The process id of the local server; 0 when it is not running. */
    qint64 localServerProcess() const { return m_localServer.processId(); }
    bool isPaused() const { return m_log.model().isFrozen(); }
    /** The rule that paused the log; empty when the user did, or it is not paused. */
    const QString &pausingRule() const { return m_pausingRule; }
    bool hasDemoTraffic() const { return m_demo->isRunning(); }
    /** The user's last publish, else the last one of the demo traffic. */
    std::optional<RoundTrip> shownRoundTrip() const { return m_publishing.shownRoundTrip(); }
    PublishController &publishing() { return m_publishing; }
    /**
     * Messages that are not in the log: dropped because the queue was full, or proven missing by
     * offsets and not fetched since.
     */
    quint64 lostCount() const { return m_dropped + m_group.missingCount(); }
    std::chrono::nanoseconds now() const;
    UndoList &undoList() { return m_undo; }
    /** For what asks the server in this window. */
    IoThread &io() { return m_io; }

    // Actions
    /** Connects to `connection` as the current user, in place of the current connection. */
    void setConnection(const ConnectionSettings &connection);
    /** Switches session, publisher and channels to `target` at once. */
    void switchTo(const SessionTarget &target);
    /** Applies to later connections. */
    void setLimits(const GivenLimits &limits) { m_limits = limits; }
    void setProduction(bool production);
    void confirmPublish() { m_isPublishConfirmed = true; }
    /** The user of the next connection. */
    void setUser(const QString &user) { m_user = user; }
    /** Mints a token for `user` and reconnects. */
    void connectAs(const QString &user);
    void reconnect()
    {
        restart();
        m_watchers.followFirst();
    }
    void disconnectFromServer(); ///< all watchers
    /** Begins a new connection of one watcher. */
    void reconnectWatcher(WatchSession &watcher);
    /** Does not wait for the next attempt; also connects again after a refusal. */
    void retryNow();
    /** Connects with `token` instead of minting one; an empty token goes back to minting. */
    void useToken(const Secret &token);
    /** Connects without any token, until useToken(). */
    void useNoToken()
    {
        m_connection.withoutToken = true;
        restart();
    }
    // Of all watchers.
    void addChannel(const QString &channel, WatchSession::Start start = WatchSession::Start::Now)
    {
        addChannels({channel}, start);
    }
    /** Cheaper than adding many channels one by one. */
    void addChannels(const QStringList &channels,
                     WatchSession::Start start = WatchSession::Start::Now);
    void removeChannel(const QString &channel);
    // Of one watcher.
    void addChannelOf(WatchSession &watcher, const QString &channel, WatchSession::Start start);
    void removeChannelOf(WatchSession &watcher, const QString &channel);
    void publish(const Centrifuge::PublishRequest &request) { m_publishing.publish(request); }
    /** Starts the local server unless it is running, then connects to it: as the user and to the
     * channels that are chosen, or as alice beside bob in channels of their own. */
    void startLocalServer();
    /** The same, with demo traffic. */
    void tryLocalServer();
    void restartLocalServer() { m_localServer.restart(); }
    /** `rule` names the rule that paused it; empty: the user did. */
    void setPaused(bool paused, const QString &rule = {});
    void clear(); ///< can be undone
    /** Brings the cleared rows back, with the number of messages that were lost then; they stay
     * counted even if they are fetched later. By how much the numbers of other rows increase. */
    quint64 undoClear(quint64 lost);
    /** Refused in production, with a notice. */
    void setDemoTraffic(bool running)
    {
        m_demo->setRunning(running, isProduction() ? profileName() : QString());
    }

Q_SIGNALS:
    void statusChanged(); ///< of any watcher
    void connectionChanged(); ///< the server, the profile or the user
    /** Channels were added, removed or changed; emitted at most 30 times a second. */
    void channelsChanged();
    void entriesAppended(qsizetype count);
    void cleared();
    void pausedChanged(bool paused);
    void roundTripChanged();
    void localServerChanged();
    void demoTrafficChanged(bool running);

private:
    void wireSession();
    void wirePublishing();
    void wireLocalServer();
    void restart();
    void showFromStart();
    QHash<QString, KeptPosition> takeLastWatched();
    void takeEntries(qsizetype count, qsizetype trimmed);
    void followEntries(std::span<const Entry> entries);
    void announceEntries();
    void announceRoundTrip();
    void announceChannels();
    void updateLocalServer(LocalServer::State state);
    void chooseLocalUsers();
    void updateSpill();

    IoThread &m_io;
    const QString m_spillFolder;
    Journal m_journal;
    LogState m_log;
    WatchGroup m_group;
    WatcherList m_watchers;
    NoticeCenter m_notices;
    UndoList m_undo;
    PublishController m_publishing;
    LocalServer m_localServer;
    DemoControl *m_demo;
    ConnectionSettings m_connection;
    GivenLimits m_limits; ///< of the command line; override those of the connection
    SessionTarget m_target; ///< except for connection, user and channels, which are below
    QString m_user;
    std::optional<QStringList> m_channels; ///< set until the next start of the session
    bool m_isPublishConfirmed = false;
    bool m_connectsToLocalServer = false; ///< as soon as it is ready
    FrameThrottle m_entryFrame; ///< limits entriesAppended()
    FrameThrottle m_channelFrame; ///< limits channelsChanged()
    qsizetype m_pendingEntries = 0; ///< appended since the last entriesAppended()
    qsizetype m_pendingTrimmed = 0;
    quint64 m_dropped = 0;
    QString m_pausingRule;
};
