// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/logstate.h"
#include "gui/controller/noticecenter.h"
#include "gui/controller/publishcontroller.h"
#include "gui/controller/sessiontarget.h"
#include "gui/widgets/framethrottle.h"
#include "monitor/journal/journal.h"
#include "monitor/localserver/localserver.h"
#include "monitor/watch/watchsession.h"

#include <QObject>

class DemoTraffic;
class IoThread;

/**
 * What one window shows and does, without a widget: it owns the session, the journal, the
 * publisher, the round trips and the local server, and the panes refresh it. Main thread.
 */
class WindowController : public QObject
{
    Q_OBJECT

public:
    /** `io` outlives this. */
    explicit WindowController(IoThread &io, QObject *parent = nullptr,
                              const JournalLimits &limits = {}, const JournalSpill &spill = {});
    ~WindowController() override;

    // What there is.
    const SessionStatus &status() const { return m_session.status(); }
    const ConnectionSettings &connection() const { return m_connection; }
    const QString &user() const { return m_user; }
    QList<ChannelStatus> channels() const { return m_session.channels(); }
    WatchSession &session() { return m_session; }
    const WatchSession &session() const { return m_session; }
    const Journal &journal() const { return m_journal; }
    EntryLog &entries() { return m_journal; }
    LogState &log() { return m_log; }
    JournalModel *journalModel() { return &m_log.model(); }
    /** The problem to show, and the overload. */
    NoticeCenter &notices() { return m_notices; }
    const NoticeCenter &notices() const { return m_notices; }
    /** Empty when publishing is possible, else a sentence. */
    QString whyNoPublish() const;
    /** A place that is marked so: the first publish of a session has to be confirmed. */
    bool isProduction() const { return m_target.isProduction; }
    const QString &profileName() const { return m_target.profile; }
    bool mustConfirmPublish() const { return isProduction() && !m_isPublishConfirmed; }
    LocalServer::State localServerState() const { return m_localServer.state(); }
    /** The process of the local server, 0 when it is not running. */
    qint64 localServerProcess() const { return m_localServer.processId(); }
    bool isPaused() const { return m_log.model().isFrozen(); }
    bool hasDemoTraffic() const;
    /** The trip the card shows: the user's last, else the last of the demo traffic. */
    std::optional<RoundTrip> shownRoundTrip() const { return m_publishing.shownRoundTrip(); }
    PublishController &publishing() { return m_publishing; }
    /** Messages that did not come into the log: we dropped them, or their offsets prove that they
     * are missing, and they were not fetched since. */
    quint64 lostCount() const { return m_dropped + m_session.missingCount(); }
    std::chrono::nanoseconds now() const;

    // What can be done.
    /** Connects to `connection` as the present user; replaces what is running. */
    void setConnection(const ConnectionSettings &connection);
    /** Leaves the present place for another: session, publisher and channels, all at once. */
    void switchTo(const SessionTarget &target);
    /** For whatever it connects to from then on. */
    void setLimits(const GivenLimits &limits) { m_limits = limits; }
    void setProduction(bool production);
    void confirmPublish() { m_isPublishConfirmed = true; }
    /** Who connects next time. */
    void setUser(const QString &user) { m_user = user; }
    /** Mints for `user` and connects anew. */
    void connectAs(const QString &user);
    void reconnect();
    void disconnectFromServer();
    /** At once: the attempt that is waiting, or a fresh one after a refusal. */
    void retryNow();
    /** Uses a ready token in place of minting. Empty: mint again. */
    void useToken(const Secret &token);
    void addChannel(const QString &channel, WatchSession::Start start = WatchSession::Start::Now);
    /** Many of them at once cost less. */
    void addChannels(const QStringList &channels,
                     WatchSession::Start start = WatchSession::Start::Now);
    void removeChannel(const QString &channel);
    void publish(const Centrifuge::PublishRequest &request) { m_publishing.publish(request); }
    /** Starts it where it does not run, and goes there once it does. */
    void startLocalServer();
    void restartLocalServer();
    void setPaused(bool paused);
    void clear();
    /** Never runs in production: there a notice says so. */
    void setDemoTraffic(bool running);

Q_SIGNALS:
    void statusChanged();
    void connectionChanged(); ///< where and as whom
    /** Channels changed, came or went: at most 30 times a second, however many they are. */
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
    QHash<QString, KeptPosition> takeLastWatched();
    void takeEntries(qsizetype count, qsizetype trimmed);
    void announceEntries();
    void announceRoundTrip();
    void announceChannels();
    void updateLocalServer(LocalServer::State state);
    void updateSpill();

    IoThread &m_io;
    const QString m_spillFolder;
    Journal m_journal;
    LogState m_log;
    WatchSession m_session;
    NoticeCenter m_notices;
    PublishController m_publishing;
    LocalServer m_localServer;
    DemoTraffic *m_demo;
    ConnectionSettings m_connection;
    GivenLimits m_limits; ///< they go before those of any connection
    SessionTarget m_target; ///< without its connection, user and channels, which change
    QString m_user;
    std::optional<QStringList> m_channels; ///< to watch from the next start on
    bool m_isPublishConfirmed = false;
    bool m_connectsToLocalServer = false; ///< once it is ready
    FrameThrottle m_entryFrame; ///< of the times that the panes hear of new entries
    FrameThrottle m_channelFrame; ///< of the times that they hear of channels
    qsizetype m_pendingEntries = 0; ///< entries they have not heard of yet
    qsizetype m_pendingTrimmed = 0;
    quint64 m_dropped = 0;
};
