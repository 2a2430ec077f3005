// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchworker.h"

#include "centrifuge/token.h"
#include "centrifuge/transport/websockettransport.h"
#include "monitor/watch/arrivals.h"

#include <QCoreApplication>

using namespace std::chrono_literals;
using Centrifuge::Subscription;

namespace {

constexpr auto EndLimit = 1s;
constexpr qint64 Megabyte = qint64(1024) * 1024;

} // namespace

WatchWorker::WatchWorker(WatchRequest request, const Centrifuge::Clock &clock,
                         Centrifuge::TransportFactory transports, const WatchOutput &output)
    : m_request(std::move(request))
    , m_clock(clock)
    , m_transports(transports ? std::move(transports) : Centrifuge::webSocketTransports())
    , m_backfillPolicy{m_request.fetchOrder, m_request.mostFetched}
    , m_output(new ArrivalBatcher(clock, output, this))
{
    connect(m_output, &ArrivalBatcher::arrivalsReady, this, &WatchWorker::arrivalsReady);
    connect(m_output, &ArrivalBatcher::duplicatesCounted, this, &WatchWorker::duplicatesCounted);
    connect(m_output, &ArrivalBatcher::flushed, this, &WatchWorker::tellTimeline);
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
    m_output->start();
    m_endTimer = m_clock.createTimer(this);
    connect(m_endTimer, &Centrifuge::Timer::timeout, this, &WatchWorker::finish);

    m_client = new Centrifuge::Client(
        clientOptions(), [this](QObject *parent) { return makeTransport(parent); }, m_clock, this);
    m_history = new HistoryReader(*m_client, m_request.connection, m_clock, this);
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
    options.frameLimit = qint64(m_request.connection.limits.frame) * Megabyte;
    options.skipTooLargeRecovery = true; // the streams fetch it
    options.version = QCoreApplication::applicationVersion();
    if (!m_request.connection.tokenFile.isEmpty()) {
        m_tokenFile.emplace(m_request.connection);
        options.tokenProvider = [this](const auto &reply) { reply(m_tokenFile->read()); };
        return options;
    }
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
        if (m_tokenFile) {
            m_tokenFile->accept();
        }
        awaitAnswers();
    });
    connect(m_client, &Client::disconnected, this, &WatchWorker::showDisconnected);
    connect(m_client, &Client::errorOccurred, this, &WatchWorker::showFailure);
    connect(m_client, &Client::stepObserved, this, &WatchWorker::noteStep);
    connect(m_client, &Client::retryScheduled, this,
            [this](int attempt, std::chrono::milliseconds delay) {
                const auto at = m_clock.monotonic() + delay;
                m_output->announce([this, attempt, at] { Q_EMIT retryScheduled(attempt, at); });
            });
    connect(m_client, &Client::tokenExpiryChanged, this, [this](std::chrono::seconds timeToLive) {
        const auto at = timeToLive > 0s ? std::optional(m_clock.wall() + timeToLive) : std::nullopt;
        m_output->announce([this, at] { Q_EMIT tokenExpiryChanged(at); });
    });
    connect(m_client, &Client::undecodableReceived, this,
            [this](const QString &channel, const QByteArray &bytes, const QString &why) {
                m_output->add(undecodableArrival(channel.toStdString(), bytes, why));
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
    m_client->disconnect(this);
    // Presence ends with the subscription, so nothing of us is left when the socket is gone.
    for (const auto &channel : std::as_const(m_channels)) {
        channel->subscription->disconnect(this);
        channel->subscription->disconnect(channel->stream.get());
        channel->subscription->unsubscribe();
    }
    for (const auto &channel : m_channels.values() + m_serverChannels.values()) {
        channel->stream->end();
    }
    m_client->disconnectFromServer();
    m_output->dropAnnouncements();
    m_timeline.end({0, tr("ended by you")}, m_clock.monotonic(), m_clock.wall());
    m_isTimelineNew = true;
    m_isTimelineTold = false; // the last one, whether the one before was taken or not
    setState(SessionState::Offline, {});
    m_output->flush();
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
    const auto kept = m_positions.constFind(channel);
    if (kept == m_positions.constEnd()) {
        options.recover = start == WatchSession::Start::Backlog;
    } else if (!kept->epoch.empty()) {
        options.recover = true;
        options.since = {kept->offset, QString::fromStdString(kept->epoch)};
    }
    options.tokenProvider = subscriptionTokens(channel);
    options.filter = m_request.tagsFilter;
    Subscription *subscription = m_client->newSubscription(channel, options);
    if (subscription == nullptr) {
        return;
    }
    // What the server subscribed us to already goes on where it is.
    std::shared_ptr<Channel> added = m_serverChannels.take(channel);
    if (added == nullptr) {
        added = std::make_shared<Channel>();
        added->stream = makeStream(channel, SubscribedBy::Client);
    }
    if (start == WatchSession::Start::Backlog) {
        added->stream->beginWithBacklog();
    }
    if (options.filter) {
        added->stream->setFiltered();
    }
    added->subscription = subscription;
    added->answer = ChannelState::Subscribing;
    m_answers.add(added->answer);
    m_channels.insert(channel, added);
    connectSubscription(*added);
    subscription->subscribe();
}

std::unique_ptr<ChannelStream> WatchWorker::makeStream(const QString &channel,
                                                       SubscribedBy subscribedBy)
{
    const StreamServices services{*m_output, *m_history, m_clock, m_backfillPolicy,
                                  m_request.connection.limits};
    auto stream = std::make_unique<ChannelStream>(channel, subscribedBy, services);
    if (const auto kept = m_positions.constFind(channel); kept != m_positions.constEnd()) {
        stream->goOnFrom(*kept);
        m_positions.erase(kept);
    } else if (const auto last = m_request.lastWatched.constFind(channel);
               last != m_request.lastWatched.constEnd()) {
        stream->setLastWatched(*last);
    }
    return stream;
}

void WatchWorker::connectSubscription(Channel &channel)
{
    const Subscription *subscription = channel.subscription;
    ChannelStream *stream = channel.stream.get();
    connect(subscription, &Subscription::subscribing, this,
            [this, &channel](const Centrifuge::StateChange &change) {
                showSubscribing(*channel.stream, change);
                count(channel, ChannelState::Subscribing);
            });
    connect(subscription, &Subscription::subscribed, this,
            [this, &channel](const Centrifuge::SubscribedEvent &event) {
                channel.stream->showSubscribed(event);
                count(channel, ChannelState::Subscribed);
            });
    connect(subscription, &Subscription::unsubscribed, this,
            [this, &channel](const Centrifuge::StateChange &change) {
                channel.stream->showUnsubscribed(change);
                count(channel, ChannelState::Unsubscribed);
            });
    connect(subscription, &Subscription::publicationReceived, stream,
            &ChannelStream::showPublication);
    channel.subscription->setPlainPublicationSink([stream](const auto &publication) {
        stream->showPlain(publication);
        return true;
    });
    connect(subscription, &Subscription::duplicateIgnored, stream, &ChannelStream::countDuplicate);
    connect(subscription, &Subscription::joined, stream,
            [stream](const auto &info) { stream->showPresence(EntryKind::Join, info); });
    connect(subscription, &Subscription::left, stream,
            [stream](const auto &info) { stream->showPresence(EntryKind::Leave, info); });
    connect(subscription, &Subscription::errorOccurred, this,
            [this, &channel](const Centrifuge::Error &error) {
                m_output->add(errorArrival(channel.stream->name(), error));
                if (channel.subscription->state() == Subscription::State::Subscribing) {
                    count(channel, ChannelState::Unsubscribed); // and is tried again
                }
            });
}

void WatchWorker::removeChannel(const QString &channel)
{
    const std::shared_ptr<Channel> removed = m_channels.take(channel);
    if (removed == nullptr || m_isEnding) {
        return;
    }
    removed->subscription->disconnect(this);
    removed->subscription->disconnect(removed->stream.get());
    m_answers.remove(removed->answer);
    Subscription *subscription = std::exchange(removed->subscription, nullptr);
    if (subscription->isServerSide()) {
        m_serverChannels.insert(channel, removed); // it stays, and the client says so
    }
    m_client->removeSubscription(subscription);
    if (!m_serverChannels.contains(channel)) {
        removed->stream->showUnsubscribed({});
    }
    followAnswers();
}

void WatchWorker::subscribeAgain(const QStringList &channels)
{
    if (m_isEnding) {
        return;
    }
    m_client->beginBatch();
    for (const QString &name : channels) {
        if (const std::shared_ptr<Channel> channel = m_channels.value(name)) {
            channel->subscription->subscribe(); // no effect where it is not unsubscribed
        }
    }
    m_client->endBatch();
}

void WatchWorker::fetchGap(const QString &channel, const OffsetGap &gap)
{
    // Where the server has subscribed us, too, it is that what we hear.
    const std::shared_ptr<Channel> known =
        m_serverChannels.value(channel, m_channels.value(channel));
    if (known != nullptr && !m_isEnding) {
        known->stream->fetch(gap);
    }
}
