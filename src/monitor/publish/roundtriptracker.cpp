// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/roundtriptracker.h"

#include "monitor/entry/entry.h"
#include "monitor/platform/timeduuid.h"
#include "monitor/publish/awaitedpushes.h"
#include "monitor/publish/receiptbook.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr std::size_t KeptRoundTrips = 1000;
using RoundTripState = RoundTrip::State;
using Match = RoundTrip::Match;

} // namespace

RoundTrip::State failedState(const Centrifuge::Error &error)
{
    if (Centrifuge::mayHaveReachedServer(error)) {
        return RoundTripState::Unknown;
    }
    return Centrifuge::wasRefused(error) ? RoundTripState::Rejected : RoundTripState::NotSent;
}

struct RoundTripTracker::Private
{
    Private(const Centrifuge::Clock &machineClock, RoundTripTracker *tracker);

    RoundTrip *find(quint64 id);

    RoundTrip &add(const Centrifuge::PublishRequest &request, quint64 id);
    void accept(RoundTrip &trip, ExpectedPush &expected, const Centrifuge::PublishReply &reply);
    void reject(RoundTrip &trip, const Centrifuge::Error &error);
    bool matchEarlierPush(RoundTrip &trip, ExpectedPush &expected);
    bool claim(const PushFingerprint &push);
    bool claimById(const PushFingerprint &push, quint64 id, Match match);
    bool claimByPayload(const PushFingerprint &push);
    void settle(RoundTrip &trip, const PushFingerprint &push, Match match);
    void prove(RoundTrip &trip, const PushFingerprint &push);
    void note(RoundTrip &trip, const PushFingerprint &push);
    bool noteAtWatcher(const PushFingerprint &push);
    void endWaiting(quint64 id);
    void expire();
    void scheduleExpiry();

    RoundTripTracker *const q;
    const Centrifuge::Clock &clock;
    Centrifuge::Timer *const timer;
    std::chrono::milliseconds pushTimeout{10s};
    std::deque<RoundTrip> trips;
    AwaitedPushes awaited; // of trips without a decisive push
    ReceiptBook receipts; // of trips that not all watchers have received
    RecentPushes early; // fit a publish that has no answer yet
    RecentPushes recent; // all others
};

RoundTripTracker::Private::Private(const Centrifuge::Clock &machineClock, RoundTripTracker *tracker)
    : q(tracker)
    , clock(machineClock)
    , timer(machineClock.createTimer(tracker))
{
    connect(timer, &Centrifuge::Timer::timeout, q, [this] { expire(); });
}

RoundTrip *RoundTripTracker::Private::find(quint64 id)
{
    const auto found = std::find_if(trips.rbegin(), trips.rend(),
                                    [id](const RoundTrip &trip) { return trip.id == id; });
    return found == trips.rend() ? nullptr : &*found;
}

RoundTrip &RoundTripTracker::Private::add(const Centrifuge::PublishRequest &request, quint64 id)
{
    RoundTrip trip;
    trip.id = id;
    trip.channel = request.channel;
    trip.payload = request.data;
    trip.tag = request.tags.value(QLatin1String(RoundTripTagKey));
    trip.startedAt = clock.monotonic();
    trip.idempotencyKey = request.idempotencyKey;
    trip.isRepeated = !trip.idempotencyKey.isEmpty()
        && std::ranges::any_of(trips, [&trip](const RoundTrip &other) {
               return other.idempotencyKey == trip.idempotencyKey && other.channel == trip.channel;
           });

    const std::string_view payload(request.data.constData(),
                                   static_cast<std::size_t>(request.data.size()));
    ExpectedPush expected;
    expected.id = id;
    expected.channel = request.channel.toStdString();
    expected.tag = trip.tag.toStdString();
    expected.payloadSize = payload.size();
    expected.payloadHash = exactHash(payload);
    expected.looseHash = looseHash(payload);
    awaited.add(std::move(expected));
    trips.push_back(std::move(trip));
    if (trips.size() > KeptRoundTrips) {
        awaited.forget(trips.front().id);
        receipts.close(trips.front().id);
        trips.pop_front();
    }
    return trips.back();
}

void RoundTripTracker::Private::accept(RoundTrip &trip, ExpectedPush &expected,
                                       const Centrifuge::PublishReply &reply)
{
    trip.startedAt = reply.sentAt > 0ns ? std::min(trip.startedAt, reply.sentAt) : trip.startedAt;
    trip.apiTime = (reply.answeredAt > 0ns ? reply.answeredAt : clock.monotonic()) - trip.startedAt;
    trip.position = reply.position;
    awaited.setPosition(expected, reply.position);
}

void RoundTripTracker::Private::reject(RoundTrip &trip, const Centrifuge::Error &error)
{
    trip.error = error;
    trip.state = failedState(error);
    trip.apiTime = clock.monotonic() - trip.startedAt;
    awaited.forget(trip.id);
    receipts.close(trip.id);
    Q_EMIT q->changed(RoundTrip(trip));
}

/** Looks among the pushes that came before the answer: position first, then tag, then payload. */
bool RoundTripTracker::Private::matchEarlierPush(RoundTrip &trip, ExpectedPush &expected)
{
    const auto atPosition = [&expected](const PushFingerprint &push) {
        return expected.isAt(push);
    };
    const auto withTag = [&expected](const PushFingerprint &push) { return expected.hasTag(push); };
    const auto likely = [&expected, &trip](const PushFingerprint &push) {
        return push.at >= trip.startedAt && expected.hasPayload(push);
    };
    const auto take = [&](const std::function<bool(const PushFingerprint &)> &fits,
                          PushFingerprint &push) {
        return early.take(fits, push) || recent.take(fits, push);
    };
    PushFingerprint push;
    const Match match = !expected.position.empty() && take(atPosition, push) ? Match::Position
        : !expected.tag.empty() && take(withTag, push)                       ? Match::Tag
        : expected.needsPayload() && take(likely, push)                      ? Match::Payload
                                                                             : Match::None;
    if (match != Match::None) {
        settle(trip, push, match);
    }
    return match != Match::None;
}

/** Gives the push to the one round trip it proves; false when it matches none yet. */
bool RoundTripTracker::Private::claim(const PushFingerprint &push)
{
    return claimById(push, awaited.atPositionOf(push), Match::Position)
        || claimById(push, awaited.withTagOf(push), Match::Tag) || claimByPayload(push);
}

bool RoundTripTracker::Private::claimById(const PushFingerprint &push, quint64 id, Match match)
{
    ExpectedPush *expected = awaited.find(id);
    RoundTrip *trip = find(id);
    if (expected == nullptr || trip == nullptr || push.channel != expected->channel) {
        return false;
    }
    if (!expected->answered) {
        early.add(push); // the answer may yet tell a position, or a refusal
        return true;
    }
    settle(*trip, push, match);
    return true;
}

bool RoundTripTracker::Private::claimByPayload(const PushFingerprint &push)
{
    bool isEarly = false;
    for (const quint64 id : awaited.waiters()) {
        const ExpectedPush &expected = *awaited.find(id);
        if (!expected.hasPayload(push)) {
            continue;
        }
        if (expected.needsPayload()) {
            settle(*find(id), push, Match::Payload);
            return true;
        }
        isEarly = isEarly || !expected.answered;
    }
    if (isEarly) {
        early.add(push);
    }
    return isEarly;
}

void RoundTripTracker::Private::settle(RoundTrip &trip, const PushFingerprint &push, Match match)
{
    const ExpectedPush &expected = *awaited.find(trip.id);
    trip.matchedBy = match;
    trip.state = match == Match::Payload ? RoundTripState::Likely : RoundTripState::Proven;
    trip.pushTime = std::max(0ns, push.at - trip.startedAt);
    trip.payloadIdentical = push.payloadSize == expected.payloadSize
        && (!push.isKept || push.payloadHash == expected.payloadHash);
    awaited.forget(trip.id);
    Q_EMIT q->cameBack(RoundTrip(trip), push);
    prove(trip, push);
    Q_EMIT q->changed(RoundTrip(trip));
}

/** The message may have come to other watchers before the answer, and to some it may still come. */
void RoundTripTracker::Private::prove(RoundTrip &trip, const PushFingerprint &push)
{
    if (trip.watchers.empty()) {
        return;
    }
    receipts.prove(trip, push, clock.monotonic() + pushTimeout);
    note(trip, push);
    const auto isOfTrip = [this, &trip](const PushFingerprint &other) {
        return receipts.isOf(trip.id, other);
    };
    PushFingerprint other;
    while (early.take(isOfTrip, other) || recent.take(isOfTrip, other)) {
        note(trip, other);
    }
    scheduleExpiry();
}

void RoundTripTracker::Private::note(RoundTrip &trip, const PushFingerprint &push)
{
    noteReceipt(trip, push);
    receipts.note(trip.id, push);
    Q_EMIT q->cameBack(RoundTrip(trip), push);
    if (seenCount(trip.watchers) == qsizetype(trip.watchers.size())) {
        receipts.close(trip.id);
    }
}

/** A further push of a message that has proven its publish. */
bool RoundTripTracker::Private::noteAtWatcher(const PushFingerprint &push)
{
    const auto id = receipts.find(push);
    RoundTrip *trip = id ? find(*id) : nullptr;
    if (trip == nullptr) {
        return false;
    }
    note(*trip, push);
    Q_EMIT q->changed(RoundTrip(*trip));
    return true;
}

/** The time of some is over: accepted ones were not seen, unknown ones stay unknown. */
void RoundTripTracker::Private::expire()
{
    const auto now = clock.monotonic();
    std::vector<quint64> over = receipts.due(now);
    for (const quint64 id : awaited.waiters()) {
        const ExpectedPush *expected = awaited.find(id);
        if (expected->deadline && *expected->deadline <= now) {
            over.push_back(id);
        }
    }
    for (const quint64 id : over) {
        endWaiting(id);
    }
    early.forgetBefore(now - RecentPushes::Keep);
    recent.forgetBefore(now - RecentPushes::Keep);
    scheduleExpiry();
}

void RoundTripTracker::Private::endWaiting(quint64 id)
{
    awaited.stopWaiting(id);
    receipts.close(id);
    RoundTrip *trip = find(id);
    if (trip == nullptr) {
        return;
    }
    const bool isNotSeen = trip->state == RoundTripState::Waiting;
    const bool hasReceipts = areWaiting(trip->watchers);
    trip->state = isNotSeen ? RoundTripState::NotSeen : trip->state;
    endReceipts(*trip);
    if (isNotSeen || hasReceipts) {
        Q_EMIT q->changed(RoundTrip(*trip));
    }
}

void RoundTripTracker::Private::scheduleExpiry()
{
    constexpr auto Never = std::chrono::nanoseconds::max();
    const auto next =
        std::min(awaited.nextDeadline().value_or(Never), receipts.nextDeadline().value_or(Never));
    if (next == Never) {
        timer->stop();
        return;
    }
    timer->start(
        std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(next - clock.monotonic())));
}

RoundTripTracker::RoundTripTracker(const Centrifuge::Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, this))
{
}

RoundTripTracker::~RoundTripTracker() = default;

void RoundTripTracker::setPushTimeout(std::chrono::milliseconds timeout)
{
    d->pushTimeout = timeout;
}

QString RoundTripTracker::newTag()
{
    const std::string tag = timedUuid(std::chrono::system_clock::now().time_since_epoch(),
                                      QRandomGenerator::system()->generate64());
    return QString::fromStdString(tag);
}

void RoundTripTracker::started(quint64 id, const Centrifuge::PublishRequest &request,
                               const WatcherReceipts &watchers)
{
    if (id == 0 || d->find(id) != nullptr) {
        return; // disabled, or told twice
    }
    RoundTrip &trip = d->add(request, id);
    trip.watchers = watchers;
    if (!watchers.empty()) {
        d->receipts.open(id);
    }
    Q_EMIT changed(RoundTrip(trip));
}

void RoundTripTracker::answered(quint64 id, const Centrifuge::PublishResult &result)
{
    RoundTrip *trip = d->find(id);
    ExpectedPush *expected = d->awaited.find(id);
    if (trip == nullptr || expected == nullptr || expected->answered) {
        return;
    }
    expected->answered = true;
    if (result.isOk()) {
        d->accept(*trip, *expected, result.value());
    } else if (Centrifuge::mayHaveReachedServer(result.error())) {
        trip->error = result.error();
        trip->state = RoundTripState::Unknown;
    } else {
        d->reject(*trip, result.error());
        return;
    }
    if (d->matchEarlierPush(*trip, *expected)) {
        return;
    }
    expected->deadline = d->clock.monotonic() + d->pushTimeout;
    d->scheduleExpiry();
    Q_EMIT changed(RoundTrip(*trip));
}

void RoundTripTracker::pushArrived(const Entry &entry)
{
    if (entry.kind != EntryKind::Publication || (entry.flags & Fetched) != 0) {
        return; // only a push proves anything
    }
    PushFingerprint push = fingerprintOf(entry);
    if (d->noteAtWatcher(push) || d->claim(push)) {
        return;
    }
    d->recent.forgetBefore(d->clock.monotonic() - RecentPushes::Keep);
    d->recent.add(std::move(push));
}

void RoundTripTracker::followState(const Entry &entry)
{
    if (entry.kind != EntryKind::Connection && entry.kind != EntryKind::Subscription) {
        return;
    }
    for (const quint64 id : d->receipts.ids()) {
        RoundTrip *trip = d->find(id);
        if (trip != nullptr && followWatcher(*trip, entry)) {
            Q_EMIT changed(RoundTrip(*trip));
        }
    }
}

std::optional<RoundTrip> RoundTripTracker::roundTrip(quint64 id) const
{
    const RoundTrip *trip = d->find(id);
    return trip == nullptr ? std::nullopt : std::optional<RoundTrip>(*trip);
}

const std::deque<RoundTrip> &RoundTripTracker::roundTrips() const
{
    return d->trips;
}
