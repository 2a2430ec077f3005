// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of WatchWorker that follows the stream of each channel: its place, its holes, and how
// they are filled from the history.

#include "monitor/arrivals.h"
#include "monitor/watchworker.h"

using Centrifuge::ErrorLayer;

namespace {

constexpr int PermissionDenied = 103;

Centrifuge::ServerApiOptions apiOptions(const ConnectionSettings &connection)
{
    Centrifuge::ServerApiOptions options;
    options.url = connection.apiUrl;
    options.apiKey = connection.apiKey.reveal();
    options.network = connection.network;
    return options;
}

} // namespace

void WatchWorker::showSubscribed(Channel *channel, const Centrifuge::SubscribedEvent &event)
{
    Arrival arrival = subscriptionArrival(channel->name, ChannelState::Subscribed, {});
    const std::string epoch = event.position.epoch.toStdString();
    const bool isNewStream = !channel->epoch.empty() && !epoch.empty() && channel->epoch != epoch;
    arrival.flags = channel->originFlag();
    if (event.epochChanged || isNewStream) {
        arrival.flags |= std::uint8_t(EntryFlag::EpochChanged);
    }
    arrival.epoch = epoch;
    add(std::move(arrival));
    if (const QString why = gapReason(channel->past, event); !why.isEmpty()) {
        const std::optional<StreamHole> hole = holeBefore(*channel, event);
        channel->openHole = hole && hole->until == 0 ? hole : std::nullopt;
        add(gapArrival(channel->name, why, hole));
    }
    if (!event.recovered || (event.recoveredCount == 0 && !epoch.empty())) {
        channel->offset = epoch.empty() ? std::nullopt : std::optional(event.position.offset);
    }
    if (!epoch.empty()) {
        channel->epoch = epoch;
    }
    countDuplicates(*channel, event.duplicateCount);
    channel->backlog = channel->past.wasSubscribed ? 0 : event.recoveredCount;
    channel->past = {true, event.recoverable, false};
    becomeLiveWhenAnswered();
}

/** What is missing before this subscription, as far as it can be told by position. */
std::optional<StreamHole> WatchWorker::holeBefore(const Channel &channel,
                                                  const Centrifuge::SubscribedEvent &event) const
{
    const std::string epoch = event.position.epoch.toStdString();
    const bool isNewStream = !channel.epoch.empty() && !epoch.empty() && channel.epoch != epoch;
    if (isNewStream) {
        return StreamHole{0, event.position.offset, epoch, true};
    }
    if (!channel.offset && (epoch.empty() || channel.past.wasSubscribed)) {
        return std::nullopt; // no history, so no positions, or none before
    }
    const std::uint64_t after = channel.offset.value_or(0);
    if (epoch.empty()) {
        return StreamHole{after, 0, channel.epoch, false}; // the next publication tells
    }
    return StreamHole{after, event.position.offset, epoch, false};
}

void WatchWorker::showPublication(Channel *channel, const Centrifuge::PublicationEvent &event)
{
    noteEpoch(channel, event.publication.epoch);
    noteOffset(channel, event.publication.offset);
    Entry row;
    row.channel = channel->name;
    row.epoch = channel->epoch;
    row.flags = channel->originFlag();
    row.monotonic = event.receivedAt;
    if (event.recovered) {
        row.flags |= EntryFlag::Recovered;
        if (channel->backlog > 0) {
            --channel->backlog;
            row.flags |= EntryFlag::Backlog;
        }
    }
    addPublication(row, event.publication);
}

/** As showPublication(), for most of what comes: from the frame into the batch without a copy. */
void WatchWorker::showPlain(Channel *channel, const Centrifuge::PlainPublication &publication,
                            std::chrono::nanoseconds receivedAt)
{
    noteOffset(channel, publication.offset);
    Entry row;
    row.channel = channel->name;
    row.flags = channel->originFlag();
    row.monotonic = receivedAt;
    row.offset = publication.offset;
    if (row.offset != 0) {
        row.epoch = channel->epoch;
    }
    row.payload = {publication.data.data(), static_cast<std::size_t>(publication.data.size())};
    add(row);
}

/** `row` has what the publication itself does not tell. */
void WatchWorker::addPublication(Entry row, const Centrifuge::Publication &publication)
{
    const std::string tags = tagsText(publication.tags);
    const std::string info = publication.info ? infoText(*publication.info) : std::string();
    row.offset = publication.offset;
    if (row.offset == 0) {
        row.epoch = {}; // it has no place in a stream
    }
    row.payload = {publication.data.constData(), static_cast<std::size_t>(publication.data.size())};
    row.tags = tags;
    row.info = info;
    add(row);
}

void WatchWorker::noteEpoch(Channel *channel, const QString &epoch)
{
    if (epoch.isEmpty()) {
        return;
    }
    std::string utf8 = epoch.toStdString();
    if (utf8 != channel->epoch) {
        channel->epoch = std::move(utf8);
        channel->offset.reset();
    }
}

/** Offsets of a stream have no gaps, so one that is left out did not reach us. */
void WatchWorker::noteOffset(Channel *channel, std::uint64_t offset)
{
    if (offset == 0) {
        return;
    }
    if (channel->openHole && channel->openHole->until == 0) { // the first one after it tells
        channel->openHole->until = std::max<std::uint64_t>(offset - 1, channel->openHole->after);
    }
    if (channel->offset && offset > *channel->offset + 1) {
        add(gapArrival(channel->name, lostOffsets(*channel->offset + 1, offset - 1),
                       StreamHole{*channel->offset, offset - 1, channel->epoch, false}));
    }
    channel->offset = offset;
}

void WatchWorker::countDuplicates(const Channel &channel, quint64 count)
{
    if (count > 0) {
        m_duplicates[QString::fromStdString(channel.name)] += count;
        flushSoon();
    }
}

void WatchWorker::fetchHole(const QString &channel, StreamHole hole)
{
    // Where the server has subscribed us, too, it is that what we hear.
    const std::shared_ptr<Channel> known =
        m_serverChannels.value(channel, m_channels.value(channel));
    if (known == nullptr || known->fetcher != nullptr || m_isEnding) {
        return;
    }
    const auto &open = known->openHole;
    if (hole.until == 0 && open && open->after == hole.after) {
        hole.until = open->until;
    }
    const auto ask = [this, channel](const auto &options, const auto &handler) {
        askHistory(channel, options, handler);
    };
    known->fetcher = new HoleFetcher(ask, hole, this);
    connect(known->fetcher, &HoleFetcher::fetched, this,
            [this, name = known->name, hole](const auto &publications) {
                showFetched(name, hole, publications);
            });
    connect(known->fetcher, &HoleFetcher::finished, this,
            [this, known](const HoleOutcome &outcome) { endFetch(known.get(), outcome); });
    known->fetcher->start();
}

void WatchWorker::askHistory(const QString &channel, const Centrifuge::HistoryOptions &options,
                             const Centrifuge::ResultHandler<Centrifuge::HistoryResult> &handler)
{
    const auto read = [=, this](const Centrifuge::Result<Centrifuge::HistoryResult> &page) {
        const bool isForbidden = !page && page.error().layer == ErrorLayer::Server
            && page.error().code == PermissionDenied;
        if (!isForbidden || !askApi(channel, options, handler)) {
            handler(page);
        }
    };
    m_client->history(channel, options, read);
}

/** What the user may not read, the owner of the API's key may. False when there is no key. */
bool WatchWorker::askApi(const QString &channel, const Centrifuge::HistoryOptions &options,
                         const Centrifuge::ResultHandler<Centrifuge::HistoryResult> &handler)
{
    const ConnectionSettings &connection = m_request.connection;
    if (!connection.canPublish()) {
        return false;
    }
    if (m_api == nullptr) {
        m_api = new Centrifuge::ServerApi(apiOptions(connection), m_clock, this);
    }
    return m_api->history({channel, options.limit, options.since}, handler);
}

void WatchWorker::showFetched(const std::string &channel, const StreamHole &hole,
                              const std::vector<Centrifuge::Publication> &publications)
{
    for (const Centrifuge::Publication &publication : publications) {
        Entry row;
        row.channel = channel;
        row.epoch = hole.epoch;
        row.flags = EntryFlag::Fetched;
        row.monotonic = m_clock.monotonic();
        addPublication(row, publication);
    }
}

void WatchWorker::endFetch(Channel *channel, const HoleOutcome &outcome)
{
    std::exchange(channel->fetcher, nullptr)->deleteLater();
    add(fetchArrival(channel->name, outcome));
}
