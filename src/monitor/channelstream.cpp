// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/channelstream.h"

#include "monitor/arrivalbatcher.h"
#include "monitor/arrivals.h"

namespace {

constexpr std::uint32_t SubscriptionInvalidated = 2502;
constexpr std::uint32_t FirstServerCode = 100; // below are the client's own

} // namespace

ChannelStream::ChannelStream(const QString &channel, SubscribedBy subscribedBy,
                             const StreamServices &services, QObject *parent)
    : QObject(parent)
    , m_channel(channel)
    , m_name(channel.toStdString())
    , m_subscribedBy(subscribedBy)
    , m_output(services.output)
    , m_limits(services.limits)
    , m_mostFetched(services.policy.most)
    , m_backfills(channel, services)
{
}

std::uint8_t ChannelStream::originFlag() const
{
    return m_subscribedBy == SubscribedBy::Server ? std::uint8_t(ServerSide) : std::uint8_t(0);
}

void ChannelStream::showSubscribing(const Centrifuge::StateChange &change)
{
    if (change.code == SubscriptionInvalidated) {
        invalidatePosition();
    }
    const bool isServerSide = m_subscribedBy == SubscribedBy::Server;
    // The program's own wish interrupts nothing that the server sends anyway.
    m_isHeard = m_isHeard && isServerSide && change.code == 0;
    Centrifuge::StateChange told = change;
    if (isServerSide && change.code >= FirstServerCode) {
        told.reason = tr("the server ended the subscription that it had made (%1); asking for one "
                         "of our own")
                          .arg(change.reason);
        m_subscribedBy = SubscribedBy::Client;
    }
    Arrival arrival = subscriptionArrival(m_name, ChannelState::Subscribing, told);
    arrival.flags = originFlag();
    m_output.add(arrival);
}

void ChannelStream::showUnsubscribed(const Centrifuge::StateChange &change)
{
    Arrival arrival = subscriptionArrival(m_name, ChannelState::Unsubscribed, change);
    arrival.flags = originFlag();
    m_output.add(arrival);
    m_isHeard = false;
}

bool ChannelStream::isNewStream(const std::string &epoch) const
{
    return !m_epoch.empty() && !epoch.empty() && m_epoch != epoch;
}

void ChannelStream::goOnFrom(const KeptPosition &position)
{
    m_epoch = position.epoch;
    m_offset = position.offset;
    m_unfetched = position.unfetched;
    m_past.wasSubscribed = true;
    m_past.wasRecoverable = !position.epoch.empty();
}

void ChannelStream::showSubscribed(const Centrifuge::SubscribedEvent &event)
{
    m_subscribedBy = event.isServerSide ? SubscribedBy::Server : SubscribedBy::Client;
    if (std::exchange(m_isHeard, true)) {
        showHandover(event);
        return;
    }
    const std::optional<Missed> missed = missedBefore(event);
    const std::vector<BackfillJob> jobs = jobsFor(missed);
    addSubscribed(event, missed);
    if (missed && !missed->isForHistory()) {
        m_openGap = missed->gap;
        m_backfills.addInOrder(entryOf(gapArrival(m_name, missed->why, missed->gap)));
    }
    tellSinceLastWatched(event);
    m_output.countDuplicates(m_name, event.duplicateCount);
    m_backlog = m_past.wasSubscribed ? 0 : event.recoveredCount;
    m_past = {true, event.recoverable, false};
    m_backfills.resume();
    for (const BackfillJob &job : jobs) {
        m_backfills.add(job);
    }
}

void ChannelStream::addSubscribed(const Centrifuge::SubscribedEvent &event,
                                  const std::optional<Missed> &missed)
{
    Arrival arrival = subscriptionArrival(m_name, ChannelState::Subscribed, {});
    arrival.flags = originFlag();
    if (event.epochChanged || isNewStream(event.position.epoch.toStdString())) {
        arrival.flags |= std::uint8_t(EntryFlag::EpochChanged);
    }
    takePosition(event);
    arrival.epoch = event.position.epoch.toStdString();
    arrival.offset = arrival.epoch.empty() ? 0 : m_offset.value_or(0);
    if (missed && missed->isForHistory() && missed->kind == GapBackfill::Kind::Missing) {
        arrival.info = offsetGapJson(*missed->gap); // from here on it is being fetched
    }
    m_output.add(arrival);
}

void ChannelStream::takePosition(const Centrifuge::SubscribedEvent &event)
{
    const std::string epoch = event.position.epoch.toStdString();
    if (!event.recovered || (event.recoveredCount == 0 && !epoch.empty())) {
        m_offset = epoch.empty() ? std::nullopt : std::optional(event.position.offset);
    }
    if (!epoch.empty()) {
        m_epoch = epoch;
    }
}

/** What this subscription did not bring; nothing where it can't have left anything out. */
std::optional<ChannelStream::Missed>
ChannelStream::missedBefore(const Centrifuge::SubscribedEvent &event) const
{
    const QString why = gapReason(m_past, event);
    if (m_expectsBacklog && !m_past.wasSubscribed && !event.recovered) {
        const OffsetGap all{0, event.position.offset, event.position.epoch.toStdString(), false};
        return Missed{all, why, GapBackfill::Kind::Kept};
    }
    if (why.isEmpty()) {
        return std::nullopt;
    }
    const std::optional<OffsetGap> gap = gapBefore(event);
    if (gap && gap->until != 0 && gap->until <= gap->after) {
        return std::nullopt; // nothing was published meanwhile
    }
    return Missed{gap, why, GapBackfill::Kind::Missing};
}

bool ChannelStream::Missed::isForHistory() const
{
    return kind == GapBackfill::Kind::Kept || (gap && gap->until != 0);
}

/** What has to be fetched, oldest first. */
std::vector<BackfillJob> ChannelStream::jobsFor(const std::optional<Missed> &missed)
{
    std::vector<BackfillJob> jobs;
    for (const OffsetGap &gap : std::exchange(m_unfetched, {})) {
        jobs.push_back({gap,
                        tr("The connection ended before all was fetched."),
                        {GapBackfill::Kind::Missing, m_mostFetched}});
    }
    if (missed && missed->isForHistory()) {
        jobs.push_back({*missed->gap, missed->why, {missed->kind, m_mostFetched}});
    }
    return jobs;
}

void ChannelStream::tellSinceLastWatched(const Centrifuge::SubscribedEvent &event)
{
    const std::optional<KeptPosition> last = std::exchange(m_lastWatched, std::nullopt);
    const std::string epoch = event.position.epoch.toStdString();
    if (!last || epoch.empty() || m_past.wasSubscribed || m_expectsBacklog) {
        return;
    }
    const bool isSame = epoch == last->epoch;
    const OffsetGap gap{isSame ? last->offset : 0, event.position.offset, epoch, !isSame};
    if (gap.until > gap.after) {
        m_output.add(sinceLastWatchedArrival(m_name, gap));
    }
}

/** Between a subscription of ours and one of the server's nothing was interrupted: what lies
 * between our position and the new one was left out by the server. */
void ChannelStream::showHandover(const Centrifuge::SubscribedEvent &event)
{
    Arrival arrival = subscriptionArrival(m_name, ChannelState::Subscribed, {});
    arrival.flags = originFlag();
    arrival.epoch = event.position.epoch.toStdString();
    arrival.offset = arrival.epoch.empty() ? 0 : event.position.offset;
    m_output.add(arrival);
    m_backfills.resume();
    setEpoch(event.position.epoch);
    if (!event.position.epoch.isEmpty()) {
        if (m_offset && event.position.offset > *m_offset) {
            trackOffset(event.position.offset + 1); // as if the next one came
        }
        m_offset = event.position.offset;
    }
    m_past = {true, event.recoverable, false};
}

/** What is missing before this subscription, as far as it can be told by position. */
std::optional<OffsetGap> ChannelStream::gapBefore(const Centrifuge::SubscribedEvent &event) const
{
    const std::string epoch = event.position.epoch.toStdString();
    if (isNewStream(epoch)) {
        return OffsetGap{0, event.position.offset, epoch, true};
    }
    if (!m_offset && (epoch.empty() || m_past.wasSubscribed)) {
        return std::nullopt; // no history, so no positions, or none before
    }
    const std::uint64_t after = m_offset.value_or(0);
    if (epoch.empty()) {
        return OffsetGap{after, 0, m_epoch, false}; // the next publication tells
    }
    return OffsetGap{after, event.position.offset, epoch, false};
}

void ChannelStream::showPublication(const Centrifuge::PublicationEvent &event)
{
    setEpoch(event.publication.epoch);
    if (m_backfills.wasFetched(event.publication.offset)) {
        countDuplicate();
        return;
    }
    trackOffset(event.publication.offset);
    Entry row;
    row.channel = m_name;
    row.epoch = m_epoch;
    row.flags = originFlag();
    row.monotonic = event.receivedAt;
    if (event.recovered) {
        row.flags |= EntryFlag::Recovered;
        if (m_backlog > 0) {
            --m_backlog;
            row.flags |= EntryFlag::Backlog;
        }
    }
    withPublication(row, event.publication, m_limits,
                    [this](const Entry &whole) { m_backfills.addInOrder(whole); });
}

void ChannelStream::showPlain(const Centrifuge::PlainPublication &publication,
                              std::chrono::nanoseconds receivedAt)
{
    if (m_backfills.wasFetched(publication.offset)) {
        countDuplicate();
        return;
    }
    trackOffset(publication.offset);
    Entry row;
    row.channel = m_name;
    row.flags = originFlag();
    row.monotonic = receivedAt;
    row.offset = publication.offset;
    if (row.offset != 0) {
        row.epoch = m_epoch;
    }
    row.payload = {publication.data.data(), static_cast<std::size_t>(publication.data.size())};
    limitPublication(row, m_limits);
    m_backfills.addInOrder(row);
}

void ChannelStream::showPresence(EntryKind kind, const Centrifuge::ClientInfo &info)
{
    const Arrival arrival = presenceArrival(kind, m_name, info);
    m_backfills.addInOrder(entryOf(arrival));
}

void ChannelStream::countDuplicate()
{
    m_output.countDuplicates(m_name, 1);
}

void ChannelStream::setEpoch(const QString &epoch)
{
    if (epoch.isEmpty()) {
        return;
    }
    std::string utf8 = epoch.toStdString();
    if (utf8 != m_epoch) {
        m_epoch = std::move(utf8);
        m_offset.reset();
        m_backfills.forgetFetched();
    }
}

/** Offsets of a stream have no gaps, so one that is left out did not reach us. */
void ChannelStream::trackOffset(std::uint64_t offset)
{
    if (offset == 0) {
        return;
    }
    if (m_openGap && m_openGap->until == 0) { // the first one after it tells
        m_openGap->until = std::max<std::uint64_t>(offset - 1, m_openGap->after);
    }
    if (m_offset && offset > *m_offset + 1) {
        const Arrival gap = gapArrival(m_name, lostOffsets(*m_offset + 1, offset - 1),
                                       OffsetGap{*m_offset, offset - 1, m_epoch, false});
        m_backfills.addInOrder(entryOf(gap));
    }
    m_backfills.setEnd(offset - 1);
    m_offset = offset;
}

void ChannelStream::fetch(OffsetGap gap)
{
    if (gap.until == 0 && m_openGap && m_openGap->after == gap.after) {
        gap.until = m_openGap->until;
    }
    if (!m_backfills.isBusy()) {
        m_backfills.add({gap, {}, {GapBackfill::Kind::Missing, 0}});
    }
}

void ChannelStream::end()
{
    m_backfills.end();
}
