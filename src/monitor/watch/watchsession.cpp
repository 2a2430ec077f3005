// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchsession.h"

#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsessionprivate.h"

#include <QPointer>

using namespace std::chrono_literals;

WatchSession::Private::Private(IoThread &ioThread, Journal &target, WatchSession *session,
                               Centrifuge::TransportFactory factory)
    : q(session)
    , io(ioThread)
    , journal(target)
    , transports(std::move(factory))
{
    journalPause.setSingleShot(true);
    journalPause.setInterval(20ms);
    connect(&journalPause, &QTimer::timeout, q, [this] { takeArrivals(); });
}

void WatchSession::Private::connectWorker()
{
    queue = std::make_shared<ArrivalQueue>();
    worker = new WatchWorker(request, io.clock(), transports, {queue, memory});
    worker->setTimeline(timeline);
    worker->setPositions(positions);
    worker->moveToThread(io.thread());
    io.deleteAtEnd(worker);
    // A queued call that is already on its way survives a disconnect; hence the generation.
    const auto ifCurrent = [this, own = generation](auto call) {
        return [this, own, call](auto... values) {
            if (own == generation) {
                call(values...);
            }
        };
    };
    connect(worker, &WatchWorker::arrivalsReady, q, ifCurrent([this] { takeArrivals(); }));
    connect(worker, &WatchWorker::ended, q, ifCurrent([this] { finishClosing(); }));
    const auto inOrder = [this, ifCurrent](auto call) {
        return ifCurrent(
            [this, call](auto... values) { whenDrained([call, values...] { call(values...); }); });
    };
    connect(worker, &WatchWorker::retryScheduled, q,
            inOrder([this](int attempt, std::chrono::nanoseconds at) { showRetry(attempt, at); }));
    connect(worker, &WatchWorker::duplicatesCounted, q,
            inOrder([this](const QHash<QString, quint64> &counts) { countDuplicates(counts); }));
    connect(worker, &WatchWorker::timelineChanged, q,
            inOrder([this](const ConnectionTimeline &newest) { showTimeline(newest); }));
    connect(worker, &WatchWorker::tokenExpiryChanged, q,
            inOrder([this](std::optional<std::chrono::microseconds> at) { showExpiry(at); }));
}

void WatchSession::Private::dropWorker()
{
    ++generation;
    isClosing = false;
    if (queue != nullptr) {
        queue->close();
        queue.reset();
    }
    isBehind = false;
    whenCaughtUp.clear();
    invokeOnWorker([](WatchWorker &target) { target.end(); });
    worker = nullptr;
}

void WatchSession::Private::finishClosing()
{
    const QPointer<WatchSession> alive(q);
    const quint64 own = generation;
    drain();
    if (!alive || own != generation) {
        return;
    }
    dropWorker();
    Q_EMIT q->closed();
}

WatchSession::WatchSession(IoThread &io, Journal &journal, QObject *parent,
                           Centrifuge::TransportFactory transports)
    : QObject(parent)
    , d(std::make_unique<Private>(io, journal, this, std::move(transports)))
{
}

WatchSession::~WatchSession()
{
    d->dropWorker();
}

void WatchSession::start(const WatchRequest &request)
{
    const QPointer<WatchSession> alive(this);
    d->takeLastArrivals();
    if (!alive) {
        return;
    }
    d->dropWorker();
    if (d->request.connection.webSocketUrl != request.connection.webSocketUrl) {
        d->timeline = {};
    }
    if (isSameUser(d->request, request)) {
        d->positions = d->channels.positions();
    } else {
        d->positions.clear();
        d->channels.forgetPositions();
    }
    d->request = request;
    const QStringList gone = d->channels.replace(request.channels);
    d->request.channels = d->channels.names();
    d->channels.awaitBacklog(request.backlogChannels);
    d->request.backlogChannels = d->channels.awaitingBacklog();
    d->hasOldNames = false;
    d->status = {};
    d->status.user = userOf(request);
    const bool canConnect = request.connection.canConnect();
    d->channels.setAll(canConnect ? ChannelState::Subscribing : ChannelState::Unsubscribed);
    d->status.channels = d->channels.requested();
    const QList<ChannelStatus> all = d->channels.list();
    std::vector<Private::Change> changes(all.cbegin(), all.cend());
    // Stamped before the worker writes its first row, so that this one is not the younger.
    const Arrival row = canConnect
        ? stateRow(d->io.clock(), SessionState::Connecting, connectingText(request))
        : stateRow(d->io.clock(), SessionState::Disabled, request.connection.whyNoConnect());
    if (canConnect) {
        d->connectWorker();
        d->invokeOnWorker([](WatchWorker &worker) { worker.start(); });
        d->request.lastWatched.clear();
        d->request.backlogChannels.clear(); // the channels know it, until they are subscribed
    }
    const quint64 own = d->generation;
    for (const QString &channel : gone) {
        Q_EMIT channelRemoved(channel);
    }
    if (!alive || own != d->generation) {
        return;
    }
    d->append({}, {row});
    if (alive && own == d->generation) {
        d->report(changes);
    }
}

void WatchSession::close()
{
    if (d->isClosing) {
        return;
    }
    d->isClosing = true;
    if (d->worker == nullptr) {
        QMetaObject::invokeMethod(
            this,
            [this, own = d->generation] {
                if (own == d->generation) {
                    d->finishClosing();
                }
            },
            Qt::QueuedConnection);
        return;
    }
    d->invokeOnWorker([](WatchWorker &worker) { worker.end(); });
    d->worker = nullptr;
}

void WatchSession::retryNow()
{
    d->invokeOnWorker([](WatchWorker &worker) { worker.retryNow(); });
}

void WatchSession::networkChanged()
{
    d->invokeOnWorker([](WatchWorker &worker) { worker.networkChanged(); });
}

void WatchSession::addChannel(const QString &channel, Start start)
{
    const bool isComing = d->worker != nullptr && d->status.state != SessionState::Refused;
    const ChannelState state = isComing ? ChannelState::Subscribing : ChannelState::Unsubscribed;
    const ChannelStatus *added = d->channels.add(channel, state);
    if (added == nullptr) {
        return;
    }
    const ChannelStatus status = *added;
    d->hasOldNames = true;
    const bool hasBacklog = start == Start::Backlog || d->request.backlog;
    if (hasBacklog) {
        d->channels.awaitBacklog({channel});
    }
    d->invokeOnWorker([channel, hasBacklog](WatchWorker &worker) {
        worker.addChannel(channel, hasBacklog ? Start::Backlog : Start::Now);
    });
    d->report(d->withCounts({status}));
}

void WatchSession::removeChannel(const QString &channel)
{
    if (!d->channels.remove(channel)) {
        return;
    }
    d->hasOldNames = true;
    d->invokeOnWorker([channel](WatchWorker &worker) { worker.removeChannel(channel); });
    const QPointer<WatchSession> alive(this);
    const std::vector<Private::Change> changes = d->withCounts({});
    Q_EMIT channelRemoved(channel);
    if (alive) {
        d->report(changes);
    }
}

void WatchSession::subscribeAgain(const QStringList &channels)
{
    d->invokeOnWorker([channels](WatchWorker &worker) { worker.subscribeAgain(channels); });
}

QStringList WatchSession::unsubscribedChannels() const
{
    return d->channels.unsubscribedNames();
}

void WatchSession::fetchGap(const QString &channel, const OffsetGap &hole)
{
    d->invokeOnWorker([channel, hole](WatchWorker &worker) { worker.fetchGap(channel, hole); });
}

const WatchRequest &WatchSession::request() const
{
    if (std::exchange(d->hasOldNames, false)) {
        d->request.channels = d->channels.names();
    }
    return d->request;
}

const ConnectionTimeline &WatchSession::timeline() const
{
    return d->timeline;
}

const SessionStatus &WatchSession::status() const
{
    return d->status;
}

QList<ChannelStatus> WatchSession::channels() const
{
    return d->channels.list();
}

std::optional<ChannelStatus> WatchSession::channel(const QString &name) const
{
    const ChannelStatus *status = d->channels.find(name);
    return status == nullptr ? std::nullopt : std::optional(*status);
}

bool WatchSession::hasChannels() const
{
    return !d->channels.isEmpty();
}

void WatchSession::acknowledgeGap(const QString &channel)
{
    if (const ChannelStatus status = d->channels.acknowledgeGap(channel);
        !status.channel.isEmpty()) {
        d->report({Private::Change(status)});
    }
}

quint64 WatchSession::missingCount() const
{
    return d->channels.missingCount();
}

void WatchSession::clearGaps()
{
    d->channels.forgetMissing();
    std::vector<Private::Change> changes;
    for (const QString &channel : d->channels.namesWithGap()) {
        changes.emplace_back(d->channels.clearGap(channel));
    }
    d->report(changes);
}
