// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/channelstream.h"

#include "centrifuge/codes.h"
#include "monitor/watch/arrivals.h"
#include "monitor/watch/publicationlimit.h"
#include "monitor/watch/watcheroutput.h"

namespace {

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
    if (change.isFromServer() && change.code == Centrifuge::UnsubscribeCode::StateInvalidated) {
        invalidatePosition();
    }
    const bool isServerSide = m_subscribedBy == SubscribedBy::Server;
    // The program's own wish interrupts nothing that the server sends anyway.
    m_isLive = m_isLive && isServerSide && !change.isFromServer()
        && change.code == Centrifuge::ClientCode::Called;
    Centrifuge::StateChange told = change;
    if (isServerSide && change.isFromServer()) {
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
    m_isLive = false;
}

bool ChannelStream::isNewStream(const std::string &epoch) const
{
    return !m_position.epoch.empty() && !epoch.empty() && m_position.epoch != epoch;
}

void ChannelStream::beginWithBacklog()
{
    if (!m_past.wasSubscribed) {
        m_expectsBacklog = true;
    } else if (m_begin != 0 && !m_past.hasFilter) {
        const OffsetGap all{0, m_begin.value_or(0), m_position.epoch, false, true};
        m_backfills.add({all, {}, {GapBackfill::Kind::Kept, m_mostFetched}});
    }
}

void ChannelStream::resumeFrom(const KeptPosition &position)
{
    m_position = {position.epoch, position.offset};
    m_begin = 0; // what was before is no concern any more
    m_unfetched = position.unfetched;
    m_past.wasSubscribed = true;
    m_past.wasRecoverable = !position.epoch.empty();
}

void ChannelStream::showSubscribed(const Centrifuge::SubscribedEvent &event)
{
    m_subscribedBy = event.isServerSide ? SubscribedBy::Server : SubscribedBy::Client;
    if (std::exchange(m_isLive, true)) {
        showHandover(event);
        return;
    }
    const std::optional<GapFinding> finding = findGap(m_past, m_position, event);
    const std::optional<BackfillJob> job = jobFor(finding, event);
    if (event.recovered || job || isNewStream(event.position.epoch.toStdString())) {
        m_begin = 0; // it comes, or a row tells that it does not
    } else if (!m_past.wasSubscribed && !event.position.epoch.isEmpty()) {
        m_begin = event.position.offset;
    }
    m_past.isPartial = m_past.isPartial || isPartialRecovery(m_position, event);
    addSubscribed(event, job);
    if (finding && !job) {
        if (finding->gap && finding->gap->until == 0) {
            m_openGap = finding->gap;
        }
        showGap(*finding);
    }
    reportSinceLastWatched(event);
    m_output.countDuplicates(m_name, event.duplicateCount);
    m_backlog = m_past.wasSubscribed ? 0 : event.recoveredCount;
    updatePast(event);
    m_backfills.resume();
    addJobs(job);
}

void ChannelStream::updatePast(const Centrifuge::SubscribedEvent &event)
{
    m_past.wasSubscribed = true;
    m_past.wasRecoverable = event.recoverable;
    m_past.wasInvalidated = false;
    m_past.recoversAll = m_past.recoversAll || (event.recovered && event.recoveredCount > 1);
}

void ChannelStream::addSubscribed(const Centrifuge::SubscribedEvent &event,
                                  const std::optional<BackfillJob> &job)
{
    Arrival arrival = subscriptionArrival(m_name, ChannelState::Subscribed, {});
    arrival.flags = originFlag();
    if (event.epochChanged || isNewStream(event.position.epoch.toStdString())) {
        arrival.flags |= std::uint8_t(EntryFlag::EpochChanged);
    }
    updatePosition(event);
    arrival.epoch = event.position.epoch.toStdString();
    arrival.offset = arrival.epoch.empty() ? 0 : m_position.offset.value_or(0);
    if (job && job->gap.until != 0) {
        setGap(arrival, job->gap); // from here on it is being fetched
    }
    m_output.add(arrival);
}

void ChannelStream::updatePosition(const Centrifuge::SubscribedEvent &event)
{
    const std::string epoch = event.position.epoch.toStdString();
    if (!event.recovered || (event.recoveredCount == 0 && !epoch.empty())) {
        m_position.offset = epoch.empty() ? std::nullopt : std::optional(event.position.offset);
    } else if (isNewStream(epoch)) {
        m_position.offset = 0; // in cache mode; the one that follows moves it
    }
    if (!epoch.empty() || !event.recovered) { // a replica that lags may leave it out
        m_position.epoch = epoch;
    }
}

/** What the history is asked for by itself: what it kept, or what is missing for sure. */
std::optional<BackfillJob> ChannelStream::jobFor(const std::optional<GapFinding> &finding,
                                                 const Centrifuge::SubscribedEvent &event) const
{
    using Kind = GapBackfill::Kind;
    const bool isBacklogDue = m_expectsBacklog && !m_past.wasSubscribed && !event.recovered;
    if (isBacklogDue && !m_past.hasFilter) { // the history knows no filter
        const OffsetGap all{0, event.position.offset, event.position.epoch.toStdString(), false,
                            true};
        return BackfillJob{all, finding, {Kind::Kept, m_mostFetched}};
    }
    if (finding && finding->kind == EntryKind::Gap && finding->gap && finding->gap->until != 0) {
        return BackfillJob{*finding->gap, finding, {Kind::Missing, m_mostFetched}};
    }
    return std::nullopt;
}

/** The oldest gap first. */
void ChannelStream::addJobs(const std::optional<BackfillJob> &job)
{
    for (const OffsetGap &gap : std::exchange(m_unfetched, {})) {
        m_backfills.add({gap, findUnfetched(gap), {GapBackfill::kindOf(gap), m_mostFetched}});
    }
    if (job) {
        m_backfills.add(*job);
    }
}

void ChannelStream::reportSinceLastWatched(const Centrifuge::SubscribedEvent &event)
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
        if (m_position.offset && event.position.offset > *m_position.offset) {
            trackOffset(event.position.offset + 1, false); // as if the next one came
        }
        m_position.offset = event.position.offset;
    }
    updatePast(event);
}

void ChannelStream::showGap(const GapFinding &finding)
{
    m_backfills.addInOrder(entryOf(gapArrival(m_name, finding)));
}

void ChannelStream::showPublication(const Centrifuge::PublicationEvent &event)
{
    setEpoch(event.publication.epoch);
    if (m_backfills.wasFetched(event.publication.offset)) {
        countDuplicate();
        return;
    }
    trackOffset(event.publication.offset, event.recovered);
    Entry row;
    row.channel = m_name;
    row.epoch = m_position.epoch;
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

void ChannelStream::showPlain(const Centrifuge::PlainPublication &publication)
{
    if (m_backfills.wasFetched(publication.offset)) {
        countDuplicate();
        return;
    }
    trackOffset(publication.offset, false);
    Entry row;
    row.channel = m_name;
    row.flags = originFlag();
    row.monotonic = publication.receivedAt;
    row.offset = publication.offset;
    if (row.offset != 0) {
        row.epoch = m_position.epoch;
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
    if (utf8 != m_position.epoch) {
        m_position = {std::move(utf8), std::nullopt};
        m_begin.reset();
        m_backfills.clearFetched();
    }
}

/** Offsets of a stream have no gaps. What a recovery leaves out was judged when it was announced.
 */
void ChannelStream::trackOffset(std::uint64_t offset, bool isRecovered)
{
    if (offset == 0) {
        m_past.hasUnnumbered = true;
        return;
    }
    m_begin = m_begin.value_or(offset - 1);
    if (m_openGap && m_openGap->until == 0) { // the first one after it tells
        m_openGap->until = std::max<std::uint64_t>(offset - 1, m_openGap->after);
    }
    if (!isRecovered && m_position.offset && offset > *m_position.offset + 1) {
        if (const std::optional<GapFinding> finding = findJump(m_past, m_position, offset)) {
            showGap(*finding);
        }
    }
    m_backfills.setEnd(offset - 1);
    m_position.offset = offset;
}

void ChannelStream::fetch(OffsetGap gap)
{
    if (gap.until == 0 && m_openGap && m_openGap->after == gap.after) {
        gap.until = m_openGap->until;
    }
    if (!m_backfills.isBusy()) {
        m_backfills.add({gap, {}, {GapBackfill::kindOf(gap), 0}});
    }
}

void ChannelStream::end()
{
    m_backfills.end();
}
