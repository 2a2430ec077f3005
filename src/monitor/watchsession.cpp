// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watchsession.h"

#include "monitor/arrivalqueue.h"
#include "monitor/arrivals.h"
#include "monitor/iothread.h"
#include "monitor/watchchannels.h"
#include "monitor/watchwords.h"
#include "monitor/watchworker.h"

#include <QPointer>

#include <variant>
#include <vector>

using Change = std::variant<SessionStatus, ChannelStatus, Centrifuge::Error>;

class WatchSession::Private
{
public:
    Private(IoThread &ioThread, Journal &target, WatchSession *session,
            Centrifuge::TransportFactory factory);

    void connectWorker();
    /** The present worker ends by itself; nothing of it reaches us any more. */
    void dropWorker();
    /** Calls it in the I/O thread. */
    template <typename Call> void tellWorker(Call call) const;

    void drain();
    void append(const std::vector<Arrival> &arrivals);
    void note(const Arrival &arrival, std::vector<Change> &changes);
    void noteConnection(const Arrival &arrival, std::vector<Change> &changes);
    void report(const std::vector<Change> &changes);
    void showRetry(int attempt, std::chrono::nanoseconds at);
    void showExpiry(std::optional<std::chrono::microseconds> expiresAt);
    void countDuplicates(const QHash<QString, quint64> &counts);
    void showTimeline(const ConnectionTimeline &newest);
    void finishClosing();

    WatchSession *const q;
    IoThread &io;
    Journal &journal;
    const Centrifuge::TransportFactory transports;
    std::shared_ptr<ArrivalQueue> queue;
    WatchWorker *worker = nullptr; // deletes itself in the I/O thread; never used after end()
    quint64 generation = 0; ///< of the worker; what an older one sends is void
    WatchRequest request;
    SessionStatus status;
    WatchChannels channels;
    ConnectionTimeline timeline;
    bool isClosing = false;
};

WatchSession::Private::Private(IoThread &ioThread, Journal &target, WatchSession *session,
                               Centrifuge::TransportFactory factory)
    : q(session)
    , io(ioThread)
    , journal(target)
    , transports(std::move(factory))
{
}

template <typename Call> void WatchSession::Private::tellWorker(Call call) const
{
    if (worker != nullptr) {
        QMetaObject::invokeMethod(
            worker, [target = worker, call] { call(*target); }, Qt::QueuedConnection);
    }
}

void WatchSession::Private::connectWorker()
{
    queue = std::make_shared<ArrivalQueue>();
    worker = new WatchWorker(request, io.clock(), transports, queue);
    worker->setTimeline(timeline);
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
    connect(worker, &WatchWorker::arrivalsReady, q, ifCurrent([this] { drain(); }));
    connect(worker, &WatchWorker::ended, q, ifCurrent([this] { finishClosing(); }));
    connect(
        worker, &WatchWorker::retryScheduled, q,
        ifCurrent([this](int attempt, std::chrono::nanoseconds at) { showRetry(attempt, at); }));
    connect(worker, &WatchWorker::duplicatesCounted, q,
            ifCurrent([this](const QHash<QString, quint64> &counts) { countDuplicates(counts); }));
    connect(worker, &WatchWorker::timelineChanged, q,
            ifCurrent([this](const ConnectionTimeline &newest) { showTimeline(newest); }));
    connect(worker, &WatchWorker::tokenExpiryChanged, q,
            ifCurrent([this](std::optional<std::chrono::microseconds> at) { showExpiry(at); }));
}

void WatchSession::Private::dropWorker()
{
    ++generation;
    isClosing = false;
    if (queue != nullptr) {
        queue->close();
        queue.reset();
    }
    tellWorker([](WatchWorker &target) { target.end(); });
    worker = nullptr;
}

void WatchSession::Private::drain()
{
    if (queue == nullptr) {
        return;
    }
    const std::shared_ptr<ArrivalQueue> drainedQueue = queue; // a receiver may start anew
    ArrivalQueue::Drained drained = drainedQueue->drain();
    for (Arrival &arrival : drained.arrivals) {
        if (arrival.kind == EntryKind::Loss) {
            arrival.payload = lossText(arrival.code);
        }
    }
    const QPointer<WatchSession> alive(q);
    append(drained.arrivals);
    drainedQueue->giveBack(std::move(drained.arrivals));
    if (alive && (drained.dropped > 0 || drained.heldBack.count() > 0)) {
        Q_EMIT q->overloaded(std::chrono::ceil<std::chrono::milliseconds>(drained.heldBack),
                             drained.dropped);
    }
}

void WatchSession::Private::append(const std::vector<Arrival> &arrivals)
{
    if (arrivals.empty()) {
        return;
    }
    std::vector<Change> changes;
    for (const Arrival &arrival : arrivals) {
        note(arrival, changes);
    }
    const std::uint64_t before = journal.counters().appended;
    const auto trimmed = static_cast<qsizetype>(journal.append(arrivals));
    const auto appended = static_cast<qsizetype>(journal.counters().appended - before);
    const QPointer<WatchSession> alive(q);
    Q_EMIT q->entriesAppended(appended, trimmed);
    if (alive) {
        report(changes);
    }
}

/** The rows are the truth: the status follows them, in their order. */
void WatchSession::Private::note(const Arrival &arrival, std::vector<Change> &changes)
{
    if (arrival.kind == EntryKind::Connection) {
        noteConnection(arrival, changes);
    } else if (arrival.kind == EntryKind::Error && arrival.channel.empty()) {
        changes.emplace_back(Centrifuge::Error{
            static_cast<Centrifuge::ErrorLayer>(arrival.state), static_cast<int>(arrival.code),
            QString::fromStdString(arrival.payload), (arrival.flags & Temporary) != 0});
    } else if (const ChannelStatus *changed = channels.note(arrival)) {
        changes.emplace_back(*changed);
    }
}

void WatchSession::Private::noteConnection(const Arrival &arrival, std::vector<Change> &changes)
{
    status.state = static_cast<SessionState>(arrival.state);
    status.code = arrival.code;
    status.reason = QString::fromStdString(arrival.payload);
    if (status.state != SessionState::Connecting) {
        status.retryAttempt = 0;
        status.retryAt.reset();
    }
    if (isUp(status.state)) {
        changes.emplace_back(status);
        return;
    }
    status.tokenExpiresAt.reset();
    changes.emplace_back(status);
    for (const ChannelStatus &ended : channels.endAll()) {
        changes.emplace_back(ended);
    }
}

/** Stops when a receiver starts anew or ends the session: the rest is stale then. So is what
 * concerns a channel that a receiver has removed. */
void WatchSession::Private::report(const std::vector<Change> &changes)
{
    const QPointer<WatchSession> alive(q);
    const quint64 own = generation;
    for (const Change &change : changes) {
        if (!alive || own != generation) {
            return;
        }
        if (const auto *session = std::get_if<SessionStatus>(&change)) {
            Q_EMIT q->statusChanged(*session);
        } else if (const auto *error = std::get_if<Centrifuge::Error>(&change)) {
            Q_EMIT q->failed(*error);
        } else if (const auto &channel = std::get<ChannelStatus>(change);
                   channels.contains(channel.channel)) {
            Q_EMIT q->channelChanged(channel);
        } else if (channel.isServerSide) { // the server took it back
            Q_EMIT q->channelRemoved(channel.channel);
        }
    }
}

/** Later rows may have been drained before this was heard; then it is past. */
void WatchSession::Private::showRetry(int attempt, std::chrono::nanoseconds at)
{
    if (status.state == SessionState::Connecting) {
        status.retryAttempt = attempt;
        status.retryAt = at;
        Q_EMIT q->statusChanged(SessionStatus(status));
    }
}

void WatchSession::Private::showExpiry(std::optional<std::chrono::microseconds> expiresAt)
{
    if (isUp(status.state)) {
        status.tokenExpiresAt = expiresAt;
        Q_EMIT q->statusChanged(SessionStatus(status));
    }
}

void WatchSession::Private::countDuplicates(const QHash<QString, quint64> &counts)
{
    std::vector<Change> changes;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (const ChannelStatus *changed = channels.addDuplicates(count.key(), count.value())) {
            changes.emplace_back(*changed);
        }
    }
    report(changes);
}

void WatchSession::Private::showTimeline(const ConnectionTimeline &newest)
{
    timeline = newest;
    tellWorker([](WatchWorker &target) { target.acceptTimeline(); });
    Q_EMIT q->timelineChanged();
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
    d->dropWorker();
    if (d->request.connection.webSocketUrl != request.connection.webSocketUrl) {
        d->timeline = {};
    }
    d->request = request;
    const QStringList gone = d->channels.replace(request.channels);
    d->request.channels = d->channels.names();
    d->status = {};
    d->status.user = userOf(request);
    const bool canConnect = request.connection.canConnect();
    d->channels.setAll(canConnect ? ChannelState::Subscribing : ChannelState::Unsubscribed);
    std::vector<Change> changes(d->channels.list().cbegin(), d->channels.list().cend());
    // Stamped before the worker writes its first row, so that this one is not the younger.
    const Arrival row = canConnect
        ? stateRow(d->io.clock(), SessionState::Connecting, connectingWords(request))
        : stateRow(d->io.clock(), SessionState::Disabled, request.connection.whyNoConnect());
    if (canConnect) {
        d->connectWorker();
        d->tellWorker([](WatchWorker &worker) { worker.start(); });
        d->request.backlogChannels.clear(); // what was shown once is not shown again
    }
    const quint64 own = d->generation;
    const QPointer<WatchSession> alive(this);
    for (const QString &channel : gone) {
        Q_EMIT channelRemoved(channel);
    }
    if (!alive || own != d->generation) {
        return;
    }
    d->append({row});
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
    d->tellWorker([](WatchWorker &worker) { worker.end(); });
    d->worker = nullptr;
}

void WatchSession::retryNow()
{
    d->tellWorker([](WatchWorker &worker) { worker.retryNow(); });
}

void WatchSession::networkChanged()
{
    d->tellWorker([](WatchWorker &worker) { worker.networkChanged(); });
}

void WatchSession::addChannel(const QString &channel, Start start)
{
    const bool isComing = d->worker != nullptr && d->status.state != SessionState::Refused;
    const ChannelState state = isComing ? ChannelState::Subscribing : ChannelState::Unsubscribed;
    if (!d->channels.add(channel, state)) {
        return;
    }
    d->request.channels = d->channels.names();
    const bool hasBacklog = start == Start::Backlog || d->request.backlog;
    if (d->worker == nullptr && hasBacklog) {
        d->request.backlogChannels.append(channel);
    }
    d->tellWorker([channel, hasBacklog](WatchWorker &worker) {
        worker.addChannel(channel, hasBacklog ? Start::Backlog : Start::Now);
    });
    Q_EMIT channelChanged(ChannelStatus(d->channels.list().constLast()));
}

void WatchSession::removeChannel(const QString &channel)
{
    if (!d->channels.remove(channel)) {
        return;
    }
    d->request.channels = d->channels.names();
    d->tellWorker([channel](WatchWorker &worker) { worker.removeChannel(channel); });
    Q_EMIT channelRemoved(channel);
}

void WatchSession::fetchHole(const QString &channel, const StreamHole &hole)
{
    d->tellWorker([channel, hole](WatchWorker &worker) { worker.fetchHole(channel, hole); });
}

const WatchRequest &WatchSession::request() const
{
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

void WatchSession::clearGaps()
{
    std::vector<Change> changes;
    for (const QString &channel : d->channels.namesWithGap()) {
        changes.emplace_back(d->channels.clearGap(channel));
    }
    d->report(changes);
}
