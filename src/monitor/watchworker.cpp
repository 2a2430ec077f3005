// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watchworker.h"

#include "centrifuge/token.h"
#include "centrifuge/websockettransport.h"
#include "monitor/arrivals.h"

#include <QCoreApplication>

using namespace std::chrono_literals;
using Centrifuge::Subscription;

namespace {

constexpr auto FlushInterval = 16ms; // a frame of the screen
constexpr auto EndLimit = 1s;
constexpr std::size_t LargestBatch = 8192;
constexpr std::size_t LargestBatchBytes = std::size_t(4) * 1024 * 1024;

} // namespace

WatchWorker::WatchWorker(WatchRequest request, const Centrifuge::Clock &clock,
                         Centrifuge::TransportFactory transports, const WatchOutput &output)
    : m_request(std::move(request))
    , m_clock(clock)
    , m_transports(transports ? std::move(transports) : Centrifuge::webSocketTransports())
    , m_queue(output.queue)
    , m_writer(output.memory)
{
}

// The client goes first: its last words must not find a worker that is half gone.
WatchWorker::~WatchWorker()
{
    if (m_client != nullptr) {
        m_client->disconnect(this);
        delete m_client;
    }
}

void WatchWorker::start()
{
    m_flushTimer = m_clock.createTimer(this);
    connect(m_flushTimer, &Centrifuge::Timer::timeout, this, &WatchWorker::flush);
    m_endTimer = m_clock.createTimer(this);
    connect(m_endTimer, &Centrifuge::Timer::timeout, this, &WatchWorker::finish);

    m_client = new Centrifuge::Client(
        clientOptions(), [this](QObject *parent) { return makeTransport(parent); }, m_clock, this);
    m_timeline.beginClient(m_clock.monotonic(), m_clock.wall());
    touchTimeline();
    connectClient();
    connectServerChannels();
    for (const QString &channel : m_request.channels) {
        const bool hasBacklog = m_request.backlog || m_request.backlogChannels.contains(channel);
        addChannel(channel, hasBacklog ? WatchSession::Start::Backlog : WatchSession::Start::Now);
    }
    m_client->connectToServer();
}

Centrifuge::ClientOptions WatchWorker::clientOptions()
{
    Centrifuge::ClientOptions options;
    options.urls =
        QList<QUrl>{m_request.connection.webSocketUrl} + m_request.connection.otherWebSocketUrls;
    options.wireFormat = m_request.wireFormat;
    options.network = m_request.connection.network;
    options.version = QCoreApplication::applicationVersion();
    if (!m_request.connection.token.isEmpty()) {
        options.token = QString::fromUtf8(m_request.connection.token.reveal());
        return options;
    }
    options.tokenProvider = [this](const Centrifuge::TokenReply &reply) {
        Centrifuge::TokenClaims claims;
        claims.user = m_request.user;
        claims.timeToLive = m_request.timeToLive;
        reply(Centrifuge::mintToken(
            claims, m_request.connection.tokenHmacSecret.reveal(),
            std::chrono::duration_cast<std::chrono::seconds>(m_clock.wall())));
    };
    return options;
}

/** For `$` channels, which need a token, where one can be minted; none for others. */
Centrifuge::SubscriptionTokenProvider WatchWorker::subscriptionTokens(const QString &channel) const
{
    const ConnectionSettings &connection = m_request.connection;
    if (!channel.startsWith(u'$') || !connection.canMint()) {
        return {};
    }
    // The server ends the whole connection when the users of both tokens differ.
    const auto own = Centrifuge::decodeToken(QString::fromUtf8(connection.token.reveal()));
    const QString user = own ? own.value().user : m_request.user;
    return [this, user](const QString &wanted, const Centrifuge::TokenReply &reply) {
        Centrifuge::SubscriptionTokenClaims claims;
        claims.user = user;
        claims.channel = wanted;
        claims.timeToLive = m_request.timeToLive;
        reply(Centrifuge::mintSubscriptionToken(
            claims, m_request.connection.tokenHmacSecret.reveal(),
            std::chrono::duration_cast<std::chrono::seconds>(m_clock.wall())));
    };
}

void WatchWorker::connectClient()
{
    using Centrifuge::Client;
    connect(m_client, &Client::connecting, this, &WatchWorker::showConnecting);
    connect(m_client, &Client::connected, this, [this] {
        m_isConnected = true;
        becomeLiveWhenAnswered();
    });
    connect(m_client, &Client::disconnected, this, &WatchWorker::showDisconnected);
    connect(m_client, &Client::errorOccurred, this, &WatchWorker::showFailure);
    connect(m_client, &Client::stepObserved, this, &WatchWorker::noteStep);
    connect(m_client, &Client::retryScheduled, this,
            [this](int attempt, std::chrono::milliseconds delay) {
                const auto at = m_clock.monotonic() + delay;
                announce([this, attempt, at] { Q_EMIT retryScheduled(attempt, at); });
            });
    connect(m_client, &Client::tokenExpiryChanged, this, [this](std::chrono::seconds timeToLive) {
        const auto at = timeToLive > 0s ? std::optional(m_clock.wall() + timeToLive) : std::nullopt;
        announce([this, at] { Q_EMIT tokenExpiryChanged(at); });
    });
    connect(m_client, &Client::undecodableReceived, this,
            [this](const QString &channel, const QByteArray &bytes, const QString &why) {
                add(undecodableArrival(channel.toStdString(), bytes, why));
            });
}

/** Keeps count of the transports, so that the end can wait until the last is gone. */
Centrifuge::Transport *WatchWorker::makeTransport(QObject *parent)
{
    using Centrifuge::Transport;
    Transport *transport = m_transports(parent);
    m_openTransports.insert(transport);
    connect(transport, &Transport::closed, this, [this, transport] { forgetTransport(transport); });
    connect(transport, &QObject::destroyed, this, &WatchWorker::forgetTransport);
    return transport;
}

void WatchWorker::forgetTransport(QObject *transport)
{
    m_openTransports.remove(transport);
    if (m_isEnding && m_openTransports.isEmpty()) {
        m_endTimer->start(0ms);
    }
}

void WatchWorker::end()
{
    if (m_isEnding) {
        return;
    }
    m_isEnding = true;
    // Presence ends with the subscription, so nothing of us is left when the socket is gone.
    for (const auto &channel : std::as_const(m_channels)) {
        channel->subscription->disconnect(this);
        channel->subscription->unsubscribe();
    }
    m_client->disconnect(this);
    m_client->disconnectFromServer();
    m_announcements.clear();
    m_timeline.end({0, tr("ended by you")}, m_clock.monotonic(), m_clock.wall());
    m_isTimelineNew = true;
    m_isTimelineTold = false; // the last one, whether the one before was taken or not
    setState(SessionState::Offline, {});
    flush();
    m_endTimer->start(m_openTransports.isEmpty() ? 0ms : std::chrono::milliseconds(EndLimit));
}

void WatchWorker::finish()
{
    delete std::exchange(m_client, nullptr);
    m_endTimer->stop();
    Q_EMIT ended();
    deleteLater();
}

void WatchWorker::retryNow()
{
    if (!m_isEnding) {
        m_client->retryNow();
    }
}

void WatchWorker::networkChanged()
{
    if (!m_isEnding) {
        m_client->networkChanged();
    }
}

void WatchWorker::addChannel(const QString &channel, WatchSession::Start start)
{
    if (m_isEnding || m_channels.contains(channel)) {
        return;
    }
    Centrifuge::SubscriptionOptions options;
    options.recover = start == WatchSession::Start::Backlog;
    options.tokenProvider = subscriptionTokens(channel);
    Subscription *subscription = m_client->newSubscription(channel, options);
    if (subscription == nullptr) {
        return;
    }
    auto added = std::make_shared<Channel>();
    added->name = channel.toStdString();
    added->subscription = subscription;
    m_channels.insert(channel, added);
    connectSubscription(added.get());
    subscription->subscribe();
}

void WatchWorker::connectSubscription(Channel *channel)
{
    Subscription *subscription = channel->subscription;
    connect(subscription, &Subscription::subscribing, this,
            [this, channel](const auto &change) { showSubscribing(channel, change); });
    connect(subscription, &Subscription::subscribed, this,
            [this, channel](const auto &event) { showSubscribed(channel, event); });
    connect(subscription, &Subscription::unsubscribed, this,
            [this, channel](const Centrifuge::StateChange &change) {
                add(subscriptionArrival(channel->name, ChannelState::Unsubscribed, change));
                becomeLiveWhenAnswered();
            });
    connect(subscription, &Subscription::publicationReceived, this,
            [this, channel](const auto &event) { showPublication(channel, event); });
    subscription->setPlainSink([this, channel](const auto &publication, auto receivedAt) {
        showPlain(channel, publication, receivedAt);
    });
    connect(subscription, &Subscription::duplicateIgnored, this,
            [this, channel] { countDuplicates(*channel, 1); });
    connect(subscription, &Subscription::joined, this, [this, channel](const auto &info) {
        add(presenceArrival(EntryKind::Join, channel->name, info));
    });
    connect(subscription, &Subscription::left, this, [this, channel](const auto &info) {
        add(presenceArrival(EntryKind::Leave, channel->name, info));
    });
    connect(subscription, &Subscription::errorOccurred, this,
            [this, channel](const Centrifuge::Error &error) {
                add(errorArrival(channel->name, error));
            });
}

void WatchWorker::removeChannel(const QString &channel)
{
    const std::shared_ptr<Channel> removed = m_channels.take(channel);
    if (removed == nullptr || m_isEnding) {
        return;
    }
    removed->subscription->disconnect(this);
    delete removed->fetcher;
    m_client->removeSubscription(removed->subscription);
    add(subscriptionArrival(removed->name, ChannelState::Unsubscribed, {}));
    becomeLiveWhenAnswered();
}

void WatchWorker::add(const Arrival &arrival)
{
    add(entryOf(arrival));
}

/** The time of a publication is that of its frame, and never before the row above it. */
void WatchWorker::add(Entry entry)
{
    if (entry.monotonic == 0ns || entry.monotonic != m_wallRead) {
        m_wallRead = entry.monotonic;
        m_wall = m_clock.wall();
    }
    entry.wall = m_wall;
    const auto stamp = entry.monotonic == 0ns ? m_clock.monotonic() : entry.monotonic;
    m_lastStamp = std::max(m_lastStamp, stamp);
    entry.monotonic = m_lastStamp;
    m_writer.add(entry);
    const ArrivalBatch &batch = m_writer.batch();
    if (batch.entries.size() >= LargestBatch || batch.bytes >= LargestBatchBytes) {
        flush();
        return;
    }
    flushSoon();
}

/** What is no row, but has its place among them. */
void WatchWorker::announce(std::function<void()> announcement)
{
    m_announcements.push_back(std::move(announcement));
    flushSoon();
}

/** Batches: at once when there was none for a while (the rest of a frame joins it), else later. */
void WatchWorker::flushSoon()
{
    if (!m_flushTimer->isActive()) {
        const auto wait = m_lastFlush + FlushInterval - m_clock.monotonic();
        m_flushTimer->start(std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(wait)));
    }
}

void WatchWorker::flush()
{
    m_flushTimer->stop();
    m_lastFlush = m_clock.monotonic();
    if (m_queue->push(m_writer.take())) {
        Q_EMIT arrivalsReady();
    }
    m_writer.reuse(m_queue->takeSpare());
    const auto announcements = std::exchange(m_announcements, {});
    for (const auto &announcement : announcements) {
        announcement();
    }
    if (!m_duplicates.isEmpty()) {
        Q_EMIT duplicatesCounted(std::exchange(m_duplicates, {}));
    }
    tellTimeline();
}
