// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/roundtriptracker.h"

#include "monitor/platform/timeduuid.h"
#include "monitor/publish/expectedpush.h"

#include <QRandomGenerator>

#include <algorithm>
#include <unordered_map>

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
    ExpectedPush *awaited(quint64 id);

    void add(const Centrifuge::PublishRequest &request, quint64 id);
    void accept(RoundTrip &trip, ExpectedPush &expected, const Centrifuge::PublishReply &reply);
    void reject(RoundTrip &trip, const Centrifuge::Error &error);
    bool matchEarlierPush(RoundTrip &trip, ExpectedPush &expected);
    bool claim(const PushFingerprint &push);
    bool claimByKey(const PushFingerprint &push,
                    const std::unordered_map<std::string, quint64> &index, const std::string &key,
                    Match match);
    bool claimByPayload(const PushFingerprint &push);
    void settle(RoundTrip &trip, const PushFingerprint &push, Match match);
    void forget(quint64 id);
    void expire();
    void scheduleExpiry();

    RoundTripTracker *const q;
    const Centrifuge::Clock &clock;
    Centrifuge::Timer *const timer;
    std::chrono::milliseconds pushTimeout{10s};
    std::deque<RoundTrip> trips;
    std::unordered_map<quint64, ExpectedPush> awaitedPushes; // of trips without a decisive push
    std::unordered_map<std::string, quint64> byTag;
    std::unordered_map<std::string, quint64> byPosition;
    std::deque<quint64> waiters; // those that a push may have to wait for, oldest first
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

ExpectedPush *RoundTripTracker::Private::awaited(quint64 id)
{
    const auto found = awaitedPushes.find(id);
    return found == awaitedPushes.end() ? nullptr : &found->second;
}

void RoundTripTracker::Private::add(const Centrifuge::PublishRequest &request, quint64 id)
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
    if (!expected.tag.empty()) {
        byTag.insert_or_assign(expected.tag, id);
    }
    awaitedPushes.insert_or_assign(id, std::move(expected));
    waiters.push_back(id);
    trips.push_back(std::move(trip));
    if (trips.size() > KeptRoundTrips) {
        forget(trips.front().id);
        trips.pop_front();
    }
}

void RoundTripTracker::Private::accept(RoundTrip &trip, ExpectedPush &expected,
                                       const Centrifuge::PublishReply &reply)
{
    trip.startedAt = reply.sentAt > 0ns ? std::min(trip.startedAt, reply.sentAt) : trip.startedAt;
    trip.apiTime = (reply.answeredAt > 0ns ? reply.answeredAt : clock.monotonic()) - trip.startedAt;
    trip.position = reply.position;
    if (reply.position.offset != 0 && !reply.position.epoch.isEmpty()) {
        expected.position = positionKey(expected.channel, reply.position.epoch.toStdString(),
                                        reply.position.offset);
        byPosition.insert_or_assign(expected.position, trip.id);
    }
}

void RoundTripTracker::Private::reject(RoundTrip &trip, const Centrifuge::Error &error)
{
    trip.error = error;
    trip.state = failedState(error);
    trip.apiTime = clock.monotonic() - trip.startedAt;
    forget(trip.id);
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
    if (!expected.position.empty() && take(atPosition, push)) {
        settle(trip, push, Match::Position);
        return true;
    }
    if (!expected.tag.empty() && take(withTag, push)) {
        settle(trip, push, Match::Tag);
        return true;
    }
    if (expected.needsPayload() && take(likely, push)) {
        settle(trip, push, Match::Payload);
        return true;
    }
    return false;
}

/** Gives the push to the one round trip it proves; false when it matches none yet. */
bool RoundTripTracker::Private::claim(const PushFingerprint &push)
{
    if (!byPosition.empty() && push.hasPosition()
        && claimByKey(push, byPosition, positionKey(push.channel, push.epoch, push.offset),
                      Match::Position)) {
        return true;
    }
    if (!byTag.empty() && !push.tag.empty() && claimByKey(push, byTag, push.tag, Match::Tag)) {
        return true;
    }
    return claimByPayload(push);
}

bool RoundTripTracker::Private::claimByKey(const PushFingerprint &push,
                                           const std::unordered_map<std::string, quint64> &index,
                                           const std::string &key, Match match)
{
    const auto found = index.find(key);
    if (found == index.end()) {
        return false;
    }
    ExpectedPush *expected = awaited(found->second);
    RoundTrip *trip = find(found->second);
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
    for (const quint64 id : waiters) {
        const ExpectedPush &expected = *awaited(id);
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
    const ExpectedPush &expected = *awaited(trip.id);
    trip.matchedBy = match;
    trip.state = match == Match::Payload ? RoundTripState::Likely : RoundTripState::Proven;
    trip.pushTime = std::max(0ns, push.at - trip.startedAt);
    trip.payloadIdentical = push.payloadSize == expected.payloadSize
        && (!push.isKept || push.payloadHash == expected.payloadHash);
    forget(trip.id);
    Q_EMIT q->changed(RoundTrip(trip));
}

void RoundTripTracker::Private::forget(quint64 id)
{
    const ExpectedPush *expected = awaited(id);
    if (expected == nullptr) {
        return;
    }
    const auto eraseOwn = [id](auto &index, const std::string &key) {
        const auto found = index.find(key);
        if (found != index.end() && found->second == id) {
            index.erase(found);
        }
    };
    eraseOwn(byTag, expected->tag);
    eraseOwn(byPosition, expected->position);
    std::erase(waiters, id);
    awaitedPushes.erase(id);
}

/** The time of some is over: accepted ones were not seen, unknown ones stay unknown. */
void RoundTripTracker::Private::expire()
{
    const auto now = clock.monotonic();
    std::vector<quint64> over;
    for (const quint64 id : waiters) {
        const ExpectedPush *expected = awaited(id);
        if (expected->deadline && *expected->deadline <= now) {
            over.push_back(id);
        }
    }
    for (const quint64 id : over) {
        std::erase(waiters, id);
        RoundTrip *trip = find(id);
        if (trip != nullptr && trip->state == RoundTripState::Waiting) {
            trip->state = RoundTripState::NotSeen;
            Q_EMIT q->changed(RoundTrip(*trip));
        }
    }
    early.forgetBefore(now - RecentPushes::Keep);
    recent.forgetBefore(now - RecentPushes::Keep);
    scheduleExpiry();
}

void RoundTripTracker::Private::scheduleExpiry()
{
    std::optional<std::chrono::nanoseconds> next;
    for (const quint64 id : waiters) {
        const auto deadline = awaited(id)->deadline;
        if (deadline && (!next || *deadline < *next)) {
            next = deadline;
        }
    }
    if (!next) {
        timer->stop();
        return;
    }
    timer->start(
        std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(*next - clock.monotonic())));
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

void RoundTripTracker::started(quint64 id, const Centrifuge::PublishRequest &request)
{
    if (id == 0 || d->find(id) != nullptr) {
        return; // disabled, or told twice
    }
    d->add(request, id);
    Q_EMIT changed(RoundTrip(d->trips.back()));
}

void RoundTripTracker::answered(quint64 id, const Centrifuge::PublishResult &result)
{
    RoundTrip *trip = d->find(id);
    ExpectedPush *expected = d->awaited(id);
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
    if (d->claim(push)) {
        return;
    }
    d->recent.forgetBefore(d->clock.monotonic() - RecentPushes::Keep);
    d->recent.add(std::move(push));
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
