// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/windowcontroller.h"

#include "gui/controller/demotraffic.h"
#include "gui/controller/spillwords.h"
#include "monitor/explain/failure.h"
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
    , m_session(io, m_journal)
    , m_refusedChannels(m_session)
    , m_publishing(io, io.clock())
    , m_localServer(io.clock())
    , m_demo(new DemoTraffic(this))
{
    connect(&m_entryFrame, &FrameThrottle::due, this, &WindowController::showFrame);
    connect(&m_channelFrame, &FrameThrottle::due, this, &WindowController::showChannels);
    wireSession();
    wirePublishing();
    wireLocalServer();
}

WindowController::~WindowController()
{
    m_session.disconnect(this);
    m_publishing.disconnect(this);
    m_localServer.disconnect(this);
}

void WindowController::wireSession()
{
    connect(&m_session, &WatchSession::entriesAppended, this, &WindowController::showEntries);
    connect(&m_session, &WatchSession::statusChanged, this, &WindowController::updateStatus);
    connect(&m_session, &WatchSession::channelChanged, this, &WindowController::updateChannel);
    connect(&m_session, &WatchSession::failed, this, &WindowController::explainFailure);
    connect(&m_session, &WatchSession::closed, this, &WindowController::statusChanged);
    connect(&m_session, &WatchSession::overloaded, &m_overload, &OverloadMeter::add);
    connect(&m_overload, &OverloadMeter::changed, this, &WindowController::updateOverload);
    connect(&m_session, &WatchSession::channelRemoved, this, &WindowController::forgetChannel);
    connect(&m_refusedChannels, &RefusedChannels::refused, this, &WindowController::setNotice);
    connect(&m_refusedChannels, &RefusedChannels::noticeChanged, this,
            [this](const Notice &notice) {
                if (m_notice.topic == Notice::Topic::Channel) { // else it was dismissed
                    setNotice(notice);
                }
            });
}

void WindowController::wirePublishing()
{
    connect(&m_publishing, &PublishController::changed, this, &WindowController::showRoundTrip);
    connect(
        m_demo, &DemoTraffic::messageReady, this,
        [this](const QString &channel, const QByteArray &data) {
            const auto tag = QString::fromLatin1(RoundTripTagKey);
            m_publishing.publishOfSeries({channel, data, {{tag, RoundTripTracker::newTag()}}, {}});
        });
}

void WindowController::wireLocalServer()
{
    connect(&m_localServer, &LocalServer::stateChanged, this, &WindowController::updateLocalServer);
    connect(&m_localServer, &LocalServer::ready, this, [this] {
        // After a restart it is the same server: then the session comes back by itself.
        if (m_localServer.connection() == m_connection) {
            m_session.retryNow();
        } else if (m_goesToLocalServer) {
            setConnection(m_localServer.connection());
        }
    });
}

QString WindowController::whyNoPublish() const
{
    return m_connection.whyNoPublish();
}

bool WindowController::hasDemoTraffic() const
{
    return m_demo->isRunning();
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
}

void WindowController::connectAs(const QString &user)
{
    m_user = user;
    restart();
}

void WindowController::reconnect()
{
    restart();
}

void WindowController::retryNow()
{
    if (m_notice.topic == Notice::Topic::LocalServer) {
        startLocalServer();
    } else if (status().state == SessionState::Connecting) {
        m_session.retryNow();
    } else {
        restart();
    }
}

void WindowController::disconnectFromServer()
{
    m_refusedChannels.clear();
    clearNotice(Notice::Topic::Connection);
    clearNotice(Notice::Topic::Channel);
    m_session.close();
}

void WindowController::useToken(const Secret &token)
{
    m_connection.token = token;
    addMaskedSecrets(m_connection);
    restart();
}

void WindowController::addChannel(const QString &channel, WatchSession::Start start)
{
    addChannels({channel}, start);
}

void WindowController::addChannels(const QStringList &channels, WatchSession::Start start)
{
    for (const QString &channel : channels) {
        m_session.addChannel(channel, start);
    }
    m_channelFrame.flush(); // who asked for it sees it at once
}

void WindowController::removeChannel(const QString &channel)
{
    m_session.removeChannel(channel);
    m_channelFrame.flush();
}

void WindowController::setPaused(bool paused)
{
    if (isPaused() != paused) {
        m_log.model().setFrozen(paused);
        Q_EMIT pausedChanged(paused);
    }
}

void WindowController::clear()
{
    m_journal.clear();
    m_log.cleared();
    m_entryFrame.cancel();
    m_unshown = 0;
    m_untrimmed = 0;
    m_session.clearGaps();
    m_lost = 0;
    updateSpill();
    Q_EMIT cleared();
}

void WindowController::showEntries(qsizetype count, qsizetype trimmed)
{
    m_unshown += count;
    m_untrimmed += trimmed;
    m_entryFrame.request();
    const auto size = qsizetype(m_journal.size());
    for (qsizetype i = std::max<qsizetype>(0, size - count); i < size; ++i) {
        const Entry entry = m_journal.at(std::size_t(i));
        if (entry.kind == EntryKind::Publication) {
            m_publishing.tracker().pushArrived(entry);
        } else if (entry.kind == EntryKind::Loss) {
            m_lost += entry.code;
        }
    }
}

void WindowController::showFrame()
{
    const qsizetype count = std::exchange(m_unshown, 0);
    m_log.entriesAppended(count, std::exchange(m_untrimmed, 0));
    Q_EMIT entriesAppended(count);
    updateSpill();
}

void WindowController::updateStatus(const SessionStatus &status)
{
    if (isConnected(status.state)) {
        clearNotice(Notice::Topic::Connection);
    } else if (status.state == SessionState::Connecting
               && m_notice.topic == Notice::Topic::Connection) {
        Notice changed = m_notice;
        changed.retryAt = status.retryAt;
        setNotice(changed);
    } else if (status.state == SessionState::Refused) {
        explainFailure(stateError(status.code, status.reason));
    }
    Q_EMIT statusChanged();
}

/** Never before the rows that it speaks of: a proof is on screen together with its message. */
void WindowController::showRoundTrip()
{
    m_entryFrame.flush();
    Q_EMIT roundTripChanged();
}

void WindowController::updateChannel(const ChannelStatus &channel)
{
    m_refusedChannels.channelChanged(channel);
    m_channelFrame.request();
}

void WindowController::forgetChannel()
{
    m_refusedChannels.channelRemoved();
    m_channelFrame.request();
}

void WindowController::showChannels()
{
    m_refusedChannels.update();
    QStringList watched;
    for (const ChannelStatus &status : m_session.channels()) {
        if (status.state == ChannelState::Subscribed) {
            watched.append(status.channel);
        }
    }
    m_demo->setChannels(watched);
    Q_EMIT channelsChanged();
}

void WindowController::explainFailure(const Centrifuge::Error &error)
{
    Notice notice;
    notice.topic = Notice::Topic::Connection;
    notice.words = explain(error, failureContext(m_session, ExplainedStep::Connect));
    notice.offersRetry = true;
    notice.retryAt = status().retryAt;
    setNotice(notice);
}

void WindowController::updateLocalServer(LocalServer::State state)
{
    if (state == LocalServer::State::Failed) {
        const Centrifuge::Error error{Centrifuge::ErrorLayer::Local, 0, m_localServer.errorText(),
                                      false};
        Notice notice;
        notice.topic = Notice::Topic::LocalServer;
        notice.words = explain(error, failureContext(m_session, ExplainedStep::LocalServer));
        notice.offersRetry = LocalServer::whyUnavailable().isEmpty();
        if (!notice.offersRetry) { // starting it again would not help
            notice.words.fix = tr("Set CENTRIFUGO_WS_URL and the other variables to use another "
                                  "server.");
        }
        setNotice(notice);
    } else if (state == LocalServer::State::Starting || state == LocalServer::State::Running) {
        clearNotice(Notice::Topic::LocalServer);
    }
    Q_EMIT localServerChanged();
}

/** Any other trouble is worse than this one; the counters show both. */
void WindowController::updateOverload()
{
    if (!m_overload.isActive()) {
        m_overloadIsHidden = false;
        clearNotice(Notice::Topic::Overload);
        return;
    }
    if (m_overloadIsHidden || (!m_notice.isEmpty() && m_notice.topic != Notice::Topic::Overload)) {
        return;
    }
    setNotice(overloadNotice(m_overload));
}

/** Said once, and not over any other trouble. */
void WindowController::updateSpill()
{
    const SpillProblem problem = m_journal.spillProblem();
    const bool isOurs = m_notice.isEmpty() || m_notice.topic == Notice::Topic::Journal;
    if (problem == m_toldProblem || (problem != SpillProblem::None && !isOurs)) {
        return;
    }
    m_toldProblem = problem;
    if (problem == SpillProblem::None) {
        clearNotice(Notice::Topic::Journal);
        return;
    }
    setNotice(spillNotice(problem, m_journal.spillError(), m_spillFolder));
}

void WindowController::setNotice(const Notice &notice)
{
    if (m_notice != notice) {
        m_notice = notice;
        Q_EMIT noticeChanged();
    }
}

void WindowController::clearNotice(Notice::Topic topic)
{
    if (m_notice.topic == topic) {
        setNotice({});
    }
}

void WindowController::dismissNotice()
{
    m_overloadIsHidden |= m_notice.topic == Notice::Topic::Overload;
    setNotice({});
}
