// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/channelstream.h"

#include "monitor/arrivalbatcher.h"
#include "monitor/arrivals.h"
#include "monitor/historyreader.h"

namespace {

constexpr std::uint32_t SubscriptionInvalidated = 2502;
constexpr std::uint32_t FirstServerCode = 100; // below are the client's own

std::string_view bytesOf(const QByteArray &data)
{
    return {data.constData(), static_cast<std::size_t>(data.size())};
}

} // namespace

ChannelStream::ChannelStream(const QString &channel, SubscribedBy subscribedBy,
                             const Services &services, QObject *parent)
    : QObject(parent)
    , m_channel(channel)
    , m_name(channel.toStdString())
    , m_subscribedBy(subscribedBy)
    , m_output(services.output)
    , m_history(services.history)
    , m_clock(services.clock)
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

void ChannelStream::showSubscribed(const Centrifuge::SubscribedEvent &event)
{
    m_subscribedBy = event.isServerSide ? SubscribedBy::Server : SubscribedBy::Client;
    if (std::exchange(m_isHeard, true)) {
        showHandover(event);
        return;
    }
    Arrival arrival = subscriptionArrival(m_name, ChannelState::Subscribed, {});
    const std::string epoch = event.position.epoch.toStdString();
    arrival.flags = originFlag();
    if (event.epochChanged || isNewStream(epoch)) {
        arrival.flags |= std::uint8_t(EntryFlag::EpochChanged);
    }
    arrival.epoch = epoch;
    m_output.add(arrival);
    if (const QString why = gapReason(m_past, event); !why.isEmpty()) {
        const std::optional<OffsetGap> gap = gapBefore(event);
        m_openGap = gap && gap->until == 0 ? gap : std::nullopt;
        m_output.add(gapArrival(m_name, why, gap));
    }
    if (!event.recovered || (event.recoveredCount == 0 && !epoch.empty())) {
        m_offset = epoch.empty() ? std::nullopt : std::optional(event.position.offset);
    }
    if (!epoch.empty()) {
        m_epoch = epoch;
    }
    m_output.countDuplicates(m_name, event.duplicateCount);
    m_backlog = m_past.wasSubscribed ? 0 : event.recoveredCount;
    m_past = {true, event.recoverable, false};
}

/** Between a subscription of ours and one of the server's nothing was interrupted: what lies
 * between our position and the new one was left out by the server. */
void ChannelStream::showHandover(const Centrifuge::SubscribedEvent &event)
{
    Arrival arrival = subscriptionArrival(m_name, ChannelState::Subscribed, {});
    arrival.flags = originFlag();
    arrival.epoch = event.position.epoch.toStdString();
    m_output.add(arrival);
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
    addPublication(row, event.publication);
}

void ChannelStream::showPlain(const Centrifuge::PlainPublication &publication,
                              std::chrono::nanoseconds receivedAt)
{
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
    m_output.add(row);
}

/** `row` has what the publication itself does not tell. */
void ChannelStream::addPublication(Entry row, const Centrifuge::Publication &publication)
{
    const std::string tags = tagsText(publication.tags);
    const std::string info = publication.info ? infoText(*publication.info) : std::string();
    row.offset = publication.offset;
    if (row.offset == 0) {
        row.epoch = {}; // it has no place in a stream
    }
    row.payload = bytesOf(publication.data);
    row.tags = tags;
    row.info = info;
    m_output.add(row);
}

void ChannelStream::showPresence(EntryKind kind, const Centrifuge::ClientInfo &info)
{
    m_output.add(presenceArrival(kind, m_name, info));
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
        m_output.add(gapArrival(m_name, lostOffsets(*m_offset + 1, offset - 1),
                                OffsetGap{*m_offset, offset - 1, m_epoch, false}));
    }
    m_offset = offset;
}

void ChannelStream::fetch(OffsetGap gap)
{
    if (m_backfill != nullptr) {
        return;
    }
    if (gap.until == 0 && m_openGap && m_openGap->after == gap.after) {
        gap.until = m_openGap->until;
    }
    const auto ask = [this](const auto &options, const auto &handler) {
        m_history.read(m_channel, options, handler);
    };
    m_backfill = new GapBackfill(ask, gap, this);
    connect(
        m_backfill, &GapBackfill::fetched, this,
        [this, epoch = gap.epoch](const auto &publications) { showFetched(epoch, publications); });
    connect(m_backfill, &GapBackfill::finished, this, &ChannelStream::endFetch);
    m_backfill->start();
}

void ChannelStream::showFetched(const std::string &epoch,
                                const std::vector<Centrifuge::Publication> &publications)
{
    for (const Centrifuge::Publication &publication : publications) {
        Entry row;
        row.channel = m_name;
        row.epoch = epoch;
        row.flags = EntryFlag::Fetched;
        row.monotonic = m_clock.monotonic();
        addPublication(row, publication);
    }
}

void ChannelStream::endFetch(const BackfillResult &result)
{
    std::exchange(m_backfill, nullptr)->deleteLater();
    m_output.add(fetchArrival(m_name, result));
}
