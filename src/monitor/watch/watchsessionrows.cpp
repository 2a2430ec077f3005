// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of WatchSession that takes what arrives into the journal and into its status.

#include "monitor/entry/eventtext.h"
#include "monitor/watch/arrivals.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsessionprivate.h"

#include <QPointer>

namespace {

/** The window gets its turn in between: thousands of channels change their state at once. */
constexpr std::size_t MostAtOnce = 4096;

} // namespace

/** While the disk is behind, what comes stays in the queue, which then holds the socket back. */
void WatchSession::Private::takeArrivals()
{
    const QPointer<WatchSession> alive(q);
    if (journal.isFull()) {
        append({}, {}); // what the disk took meanwhile
    }
    if (!alive) {
        return;
    }
    if (journal.isFull()) {
        isBehind = true;
        journalPause.start();
    } else {
        drain(MostAtOnce);
    }
}

void WatchSession::Private::takeLastArrivals()
{
    if (queue != nullptr) {
        queue->close();
        drain();
    }
}

void WatchSession::Private::drain(std::size_t mostEntries)
{
    if (queue == nullptr) {
        return;
    }
    const std::shared_ptr<ArrivalQueue> drainedQueue = queue; // a receiver may start anew
    ArrivalQueue::Drained drained = drainedQueue->drain(mostEntries);
    for (Arrival &arrival : drained.afterDrop) {
        if (arrival.kind == EntryKind::Loss) {
            arrival.payload = lossText(arrival.code);
        }
    }
    const QPointer<WatchSession> alive(q);
    append(drained.batches, drained.afterDrop);
    drainedQueue->giveBack(std::move(drained.batches));
    if (alive && drainedQueue == queue) {
        isBehind = !drained.isAll;
        catchUp();
    }
    if (alive && (drained.dropped > 0 || drained.heldBack.count() > 0)) {
        Q_EMIT q->overloaded(std::chrono::ceil<std::chrono::milliseconds>(drained.heldBack),
                             drained.dropped);
    }
}

void WatchSession::Private::catchUp()
{
    if (isBehind) {
        QMetaObject::invokeMethod(
            q, [this] { takeArrivals(); }, Qt::QueuedConnection);
        return;
    }
    const QPointer<WatchSession> alive(q);
    const quint64 own = generation;
    for (const auto &call : std::exchange(whenCaughtUp, {})) {
        if (!alive || own != generation) {
            return;
        }
        call();
    }
}

void WatchSession::Private::whenDrained(const std::function<void()> &call)
{
    if (isBehind) {
        whenCaughtUp.push_back(call);
    } else {
        call();
    }
}

void WatchSession::Private::append(const std::vector<ArrivalBatch> &batches,
                                   const std::vector<Arrival> &arrivals)
{
    std::vector<Change> changes;
    const std::uint64_t before = journal.counters().appended;
    std::size_t trimmed = 0;
    for (const ArrivalBatch &batch : batches) {
        for (const Entry &entry : batch.entries) {
            note(entry, changes);
        }
        trimmed += journal.adopt(batch);
    }
    for (const Arrival &arrival : arrivals) {
        note(entryOf(arrival), changes);
    }
    trimmed += journal.append(arrivals);
    changes = withCounts(std::move(changes));
    const auto appended = static_cast<qsizetype>(journal.counters().appended - before);
    if (appended == 0) {
        return;
    }
    const QPointer<WatchSession> alive(q);
    Q_EMIT q->entriesAppended(appended, static_cast<qsizetype>(trimmed));
    if (alive) {
        report(changes);
    }
}

/** The rows are the truth: the status follows them, in their order. */
void WatchSession::Private::note(const Entry &arrival, std::vector<Change> &changes)
{
    if (arrival.kind == EntryKind::Connection) {
        noteConnection(arrival, changes);
    } else if (arrival.kind == EntryKind::Error && arrival.channel.empty()) {
        changes.emplace_back(entryError(arrival));
    } else if (const ChannelStatus *changed = channels.note(arrival)) {
        changes.emplace_back(*changed);
    }
}

void WatchSession::Private::noteConnection(const Entry &arrival, std::vector<Change> &changes)
{
    status.state = static_cast<SessionState>(arrival.state);
    status.code = arrival.code;
    status.reason = QString::fromUtf8(arrival.payload);
    status.channels = channels.requested();
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
        } else if (!channel.isRequested) { // the server took it back
            Q_EMIT q->channelRemoved(channel.channel);
        }
    }
}

std::vector<WatchSession::Private::Change>
WatchSession::Private::withCounts(std::vector<Change> changes)
{
    const SubscriptionTally before = std::exchange(status.channels, channels.requested());
    if (status.state == SessionState::Partial && status.channels != before) {
        changes.emplace_back(status);
    }
    return changes;
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
    invokeOnWorker([](WatchWorker &target) { target.acceptTimeline(); });
    Q_EMIT q->timelineChanged();
}
