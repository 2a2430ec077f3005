// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchsession.h"

#include "monitor/platform/iothread.h"
#include "monitor/watch/arrivals.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/statustracker.h"
#include "monitor/watch/watcheroutput.h"
#include "monitor/watch/watchworker.h"

#include <QPointer>

namespace {

constexpr qsizetype MaxLeft = 20; ///< users whose positions are kept for their return

} // namespace

WatchSession::WatchSession(JournalFeed &feed, QObject *parent,
                           Centrifuge::TransportFactory transports)
    : QObject(parent)
    , m_feed(feed)
    , m_transports(std::move(transports))
    , m_tracker(std::make_unique<StatusTracker>())
    , m_source(feed.addSource(*this))
{
}

/** Calls it in the I/O thread, if there is a worker. */
template <typename Call> void WatchSession::invokeOnWorker(Call call) const
{
    if (m_worker != nullptr) {
        QMetaObject::invokeMethod(
            m_worker, [target = m_worker, call] { call(*target); }, Qt::QueuedConnection);
    }
}

WatchSession::~WatchSession()
{
    dropWorker();
    m_feed.removeSource(m_source);
}

void WatchSession::start(const WatchRequest &request)
{
    const QPointer<WatchSession> alive(this);
    m_feed.takeAll();
    if (!alive) {
        return;
    }
    dropWorker();
    const bool canConnect = request.connection.canConnect();
    const QStringList gone = prepare(request);
    const QList<ChannelStatus> all = m_tracker->channels().list();
    const std::vector<SessionChange> changes(all.cbegin(), all.cend());
    Arrival row = canConnect
        ? connectionArrival(SessionState::Connecting, {0, connectingText(request)})
        : connectionArrival(SessionState::Disabled, {0, request.connection.whyNoConnect()});
    row.watcher = m_request.watcher.toStdString();
    const Entry entry = entryOf(row);
    track({&entry, 1}); // the state is known at once, the row follows
    m_feed.append(row); // before the worker writes its first one
    if (canConnect) {
        connectWorker();
        invokeOnWorker([](WatchWorker &worker) { worker.start(); });
        m_request.lastWatched.clear();
        m_request.backlogChannels.clear(); // the channels know it, until they are subscribed
    }
    const quint64 own = m_generation;
    for (const QString &channel : gone) {
        Q_EMIT channelRemoved(channel);
    }
    if (!alive || own != m_generation) {
        return;
    }
    report();
    if (alive && own == m_generation) {
        report(changes);
    }
}

void WatchSession::close()
{
    if (m_isClosing) {
        return;
    }
    m_isClosing = true;
    if (m_worker == nullptr) {
        QMetaObject::invokeMethod(
            this,
            [this, own = m_generation] {
                if (own == m_generation) {
                    finishClosing();
                }
            },
            Qt::QueuedConnection);
        return;
    }
    invokeOnWorker([](WatchWorker &worker) { worker.end(); });
    m_worker = nullptr;
}

void WatchSession::retryNow()
{
    invokeOnWorker([](WatchWorker &worker) { worker.retryNow(); });
}

void WatchSession::networkChanged()
{
    invokeOnWorker([](WatchWorker &worker) { worker.networkChanged(); });
}

void WatchSession::addChannel(const QString &channel, Start start)
{
    const bool isComing = m_worker != nullptr && m_tracker->status().state != SessionState::Refused;
    const ChannelState state = isComing ? ChannelState::Subscribing : ChannelState::Unsubscribed;
    const ChannelStatus *added = m_tracker->channels().add(channel, state);
    if (added == nullptr) {
        return;
    }
    const ChannelStatus status = *added;
    m_hasOldNames = true;
    const bool hasBacklog = start == Start::Backlog || m_request.backlog;
    if (hasBacklog) {
        m_tracker->channels().awaitBacklog({channel});
    }
    invokeOnWorker([channel, hasBacklog](WatchWorker &worker) {
        worker.addChannel(channel, hasBacklog ? Start::Backlog : Start::Now);
    });
    std::vector<SessionChange> changes{status};
    m_tracker->countChannels(changes);
    report(changes);
}

void WatchSession::removeChannel(const QString &channel)
{
    if (!m_tracker->channels().remove(channel)) {
        return;
    }
    m_hasOldNames = true;
    m_request.channelOptions.remove(channel); // added again, it has no hidden filter
    invokeOnWorker([channel](WatchWorker &worker) { worker.removeChannel(channel); });
    const QPointer<WatchSession> alive(this);
    std::vector<SessionChange> changes;
    m_tracker->countChannels(changes);
    Q_EMIT channelRemoved(channel);
    if (alive) {
        report(changes);
    }
}

void WatchSession::subscribeAgain(const QStringList &channels)
{
    invokeOnWorker([channels](WatchWorker &worker) { worker.subscribeAgain(channels); });
}

void WatchSession::setChannelOptions(const QString &channel, const ChannelOptions &options)
{
    if (m_request.optionsOf(channel) == options) {
        return;
    }
    m_request.channelOptions.insert(channel, options);
    invokeOnWorker(
        [channel, options](WatchWorker &worker) { worker.setChannelOptions(channel, options); });
}

QStringList WatchSession::unsubscribedChannels() const
{
    return m_tracker->channels().unsubscribedNames();
}

void WatchSession::fetchGap(const QString &channel, const OffsetGap &gap)
{
    invokeOnWorker([channel, gap](WatchWorker &worker) { worker.fetchGap(channel, gap); });
}

void WatchSession::askPresence(const QString &channel)
{
    invokeOnWorker([channel](WatchWorker &worker) { worker.askWho(channel); });
}

const WatchRequest &WatchSession::request() const
{
    if (std::exchange(m_hasOldNames, false)) {
        m_request.channels = m_tracker->channels().names();
    }
    return m_request;
}

const SessionStatus &WatchSession::status() const
{
    return m_tracker->status();
}

QList<ChannelStatus> WatchSession::channels() const
{
    return m_tracker->channels().list();
}

std::optional<ChannelStatus> WatchSession::channel(const QString &name) const
{
    const ChannelStatus *status = m_tracker->channels().find(name);
    return status == nullptr ? std::nullopt : std::optional(*status);
}

bool WatchSession::hasChannels() const
{
    return !m_tracker->channels().isEmpty();
}

void WatchSession::acknowledgeGap(const QString &channel)
{
    if (const ChannelStatus status = m_tracker->channels().acknowledgeGap(channel);
        !status.channel.isEmpty()) {
        report({SessionChange(status)});
    }
}

quint64 WatchSession::missingCount() const
{
    return m_tracker->channels().missingCount();
}

void WatchSession::clearGaps()
{
    m_tracker->channels().forgetMissing();
    std::vector<SessionChange> changes;
    for (const QString &channel : m_tracker->channels().namesWithGap()) {
        changes.emplace_back(m_tracker->channels().clearGap(channel));
    }
    report(changes);
}

void WatchSession::connectWorker()
{
    IoThread &io = m_feed.io();
    m_worker = new WatchWorker(m_request, io.clock(), m_transports,
                               m_feed.outputTarget(m_source, m_request.watcher));
    m_worker->setTimeline(m_timeline);
    m_worker->setPositions(m_positions);
    m_worker->moveToThread(io.thread());
    io.deleteAtEnd(m_worker);
    // A queued call that is already on its way survives a disconnect; hence the generation.
    const auto ifCurrent = [this, own = m_generation](auto call) {
        return [this, own, call](auto... values) {
            if (own == m_generation) {
                call(values...);
            }
        };
    };
    connect(m_worker, &WatchWorker::presenceAnswered, this,
            ifCurrent([this](const PresenceAnswer &answer) { Q_EMIT presenceAnswered(answer); }));
    connect(m_worker, &WatchWorker::ended, this, ifCurrent([this] { finishClosing(); }));
    const auto inOrder = [this, ifCurrent](auto call) {
        return ifCurrent([this, call](auto... values) {
            const QPointer<WatchSession> alive(this);
            m_feed.whenDrained([alive, own = m_generation, call, values...] {
                if (alive && own == alive->m_generation) {
                    call(values...);
                }
            });
        });
    };
    connect(m_worker, &WatchWorker::retryScheduled, this,
            inOrder([this](int attempt, std::chrono::nanoseconds at) {
                if (m_tracker->setRetry(attempt, at)) {
                    reportStatus();
                }
            }));
    connect(m_worker, &WatchWorker::duplicatesCounted, this,
            inOrder([this](const QHash<QString, quint64> &counts) {
                report(m_tracker->addDuplicates(counts));
            }));
    connect(m_worker, &WatchWorker::timelineChanged, this,
            inOrder([this](const ConnectionTimeline &newest) { setTimeline(newest); }));
    connect(m_worker, &WatchWorker::tokenExpiryChanged, this,
            inOrder([this](std::optional<std::chrono::microseconds> at) {
                if (m_tracker->setTokenExpiry(at)) {
                    reportStatus();
                }
            }));
}

/** The present worker ends by itself; nothing of it reaches us any more. */
void WatchSession::dropWorker()
{
    ++m_generation;
    m_isClosing = false;
    invokeOnWorker([](WatchWorker &target) { target.end(); });
    m_worker = nullptr;
    m_feed.removeSource(m_source);
    m_source = m_feed.addSource(*this);
    m_changes.clear();
}

/** Takes the request over; returns the channels that are not watched any more. */
QStringList WatchSession::prepare(const WatchRequest &next)
{
    if (m_request.connection.webSocketUrl != next.connection.webSocketUrl) {
        m_timeline = {};
    }
    WatchChannels &channels = m_tracker->channels();
    const QStringList before = identityOf(m_request);
    const QStringList now = identityOf(next);
    if (before == now) {
        m_positions = channels.positions();
    } else {
        if (m_left.size() >= MaxLeft) {
            m_left.erase(m_left.cbegin());
        }
        m_left.insert(before, channels.positions());
        m_positions = m_left.take(now);
        channels.forgetPositions();
    }
    m_request = next;
    const QStringList gone = channels.replace(next.channels);
    m_request.channels = channels.names();
    channels.awaitBacklog(next.backlogChannels);
    m_request.backlogChannels = channels.awaitingBacklog();
    m_hasOldNames = false;
    m_tracker->start(userOf(next),
                     next.connection.canConnect() ? ChannelState::Subscribing
                                                  : ChannelState::Unsubscribed);
    return gone;
}

void WatchSession::finishClosing()
{
    const QPointer<WatchSession> alive(this);
    const quint64 own = m_generation;
    m_feed.takeAll();
    if (!alive || own != m_generation) {
        return;
    }
    dropWorker();
    Q_EMIT closed();
}

void WatchSession::track(std::span<const Entry> rows)
{
    for (const Entry &row : rows) {
        m_tracker->track(row, m_changes);
    }
    m_tracker->countChannels(m_changes);
}

void WatchSession::report()
{
    report(std::exchange(m_changes, {}));
}

/** Stops when a receiver starts anew or ends the session: the rest is stale then. So is what
 * concerns a channel that a receiver has removed. */
void WatchSession::report(const std::vector<SessionChange> &changes)
{
    const QPointer<WatchSession> alive(this);
    const quint64 own = m_generation;
    for (const SessionChange &change : changes) {
        if (!alive || own != m_generation) {
            return;
        }
        if (const auto *session = std::get_if<SessionStatus>(&change)) {
            Q_EMIT statusChanged(*session);
        } else if (const auto *error = std::get_if<Centrifuge::Error>(&change)) {
            Q_EMIT failed(*error);
        } else if (const auto &channel = std::get<ChannelStatus>(change);
                   m_tracker->channels().contains(channel.channel)) {
            Q_EMIT channelChanged(channel);
        } else if (!channel.isRequested) { // the server took it back
            Q_EMIT channelRemoved(channel.channel);
        }
    }
}

void WatchSession::reportStatus()
{
    Q_EMIT statusChanged(SessionStatus(m_tracker->status()));
}

void WatchSession::setTimeline(const ConnectionTimeline &newest)
{
    m_timeline = newest;
    invokeOnWorker([](WatchWorker &target) { target.acceptTimeline(); });
    Q_EMIT timelineChanged();
}
