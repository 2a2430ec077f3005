// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchworker.h"

#include "centrifuge/client/client.h"
#include "centrifuge/codes.h"
#include "centrifuge/transport/websockettransport.h"
#include "monitor/watch/arrivals.h"

#include <QCoreApplication>

using namespace std::chrono_literals;
using Centrifuge::Client;
namespace DisconnectCode = Centrifuge::DisconnectCode;

namespace {

constexpr auto EndLimit = 1s;
constexpr qint64 Megabyte = qint64(1024) * 1024;

} // namespace

WatchWorker::WatchWorker(WatchRequest request, const Centrifuge::Clock &clock,
                         Centrifuge::TransportFactory transports, const OutputTarget &target)
    : m_request(std::move(request))
    , m_clock(clock)
    , m_transports(transports ? std::move(transports) : Centrifuge::webSocketTransports())
    , m_tokens(m_request, clock)
    , m_output(new WatcherOutput(target, this))
    , m_timeline(new TimelineReporter(clock, *m_output, this))
{
    connect(m_output, &WatcherOutput::duplicatesCounted, this, &WatchWorker::duplicatesCounted);
    connect(m_timeline, &TimelineReporter::timelineChanged, this, &WatchWorker::timelineChanged);
}

// The client goes first: its last signals must not find a worker that is half gone.
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

    m_client = new Client(
        clientOptions(), [this](QObject *parent) { return makeTransport(parent); }, m_clock, this);
    m_subscriptions = std::make_unique<WatchSubscriptions>(
        WatchServices{*m_client, m_request, m_tokens, *m_output, m_clock});
    m_subscriptions->setPositions(std::exchange(m_positions, {}));
    connect(m_subscriptions.get(), &WatchSubscriptions::tallyChanged, this,
            &WatchWorker::followTally);
    m_timeline->start(std::exchange(m_earlierTimeline, {}));
    connectClient();
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
    m_tokens.provideTokens(options);
    return options;
}

void WatchWorker::connectClient()
{
    connect(m_client, &Client::connecting, this, &WatchWorker::showConnecting);
    connect(m_client, &Client::connected, this, &WatchWorker::showConnected);
    connect(m_client, &Client::disconnected, this, &WatchWorker::showDisconnected);
    connect(m_client, &Client::errorOccurred, this, &WatchWorker::showFailure);
    connect(m_client, &Client::stepObserved, this, [this](const Centrifuge::ConnectionStep &step) {
        m_timeline->addStep(step, m_client->url());
    });
    connect(m_client, &Client::retryScheduled, this, &WatchWorker::announceRetry);
    connect(m_client, &Client::tokenExpiryChanged, this, &WatchWorker::announceTokenExpiry);
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
    connect(transport, &Transport::closed, this, [this, transport] { removeTransport(transport); });
    connect(transport, &QObject::destroyed, this, &WatchWorker::removeTransport);
    return transport;
}

void WatchWorker::removeTransport(QObject *transport)
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
    m_subscriptions->end();
    m_client->disconnectFromServer();
    m_output->dropAnnouncements();
    m_timeline->finish({0, tr("ended by you")});
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
    if (!m_isEnding) {
        m_subscriptions->add(channel, start);
    }
}

void WatchWorker::removeChannel(const QString &channel)
{
    if (!m_isEnding) {
        m_request.channelOptions.remove(channel);
        m_subscriptions->remove(channel);
    }
}

void WatchWorker::subscribeAgain(const QStringList &channels)
{
    if (!m_isEnding) {
        m_subscriptions->subscribeAgain(channels);
    }
}

void WatchWorker::setChannelOptions(const QString &channel, const ChannelOptions &options)
{
    if (!m_isEnding) {
        m_request.channelOptions.insert(channel, options);
        m_subscriptions->renew(channel);
    }
}

void WatchWorker::fetchGap(const QString &channel, const OffsetGap &gap)
{
    if (!m_isEnding) {
        m_subscriptions->fetchGap(channel, gap);
    }
}

void WatchWorker::askWho(const QString &channel)
{
    if (!m_isEnding) {
        askPresence(*m_client, channel,
                    [this](const PresenceAnswer &answer) { Q_EMIT presenceAnswered(answer); });
    }
}

void WatchWorker::acceptTimeline()
{
    m_timeline->accept();
}

void WatchWorker::showConnecting(const Centrifuge::StateChange &change)
{
    if (change.isFromServer() && change.code == DisconnectCode::StateInvalidated) {
        m_subscriptions->invalidatePositions();
    }
    if (m_state == SessionState::Connecting && !m_isConnected) {
        return; // the row of this is already there
    }
    m_timeline->end(change);
    m_isConnected = false;
    setState(SessionState::Connecting, change);
}

void WatchWorker::showConnected()
{
    m_tokens.accept();
    m_isConnected = true;
    m_subscriptions->awaitAnswers();
}

void WatchWorker::showDisconnected(const Centrifuge::StateChange &change)
{
    m_timeline->end(change);
    m_isConnected = false;
    const bool isCalled = !change.isFromServer() && change.code == Centrifuge::ClientCode::Called;
    setState(isCalled ? SessionState::Offline : SessionState::Refused, change);
}

void WatchWorker::showFailure(const Centrifuge::Error &error)
{
    if (Centrifuge::isServerError(error, DisconnectCode::StateInvalidated)) {
        m_subscriptions->invalidatePositions();
    }
    m_tokens.checkFailure(error);
    m_timeline->fail(error);
    m_output->add(errorArrival({}, error));
}

void WatchWorker::announceRetry(int attempt, std::chrono::milliseconds delay)
{
    const auto at = m_clock.monotonic() + delay;
    m_output->announce([this, attempt, at] { Q_EMIT retryScheduled(attempt, at); });
}

void WatchWorker::announceTokenExpiry(std::chrono::seconds timeToLive)
{
    const auto at = timeToLive > 0s ? std::optional(m_clock.wall() + timeToLive) : std::nullopt;
    m_output->announce([this, at] { Q_EMIT tokenExpiryChanged(at); });
}

void WatchWorker::setState(SessionState state, const Centrifuge::StateChange &change)
{
    m_state = state;
    m_subscriptions->setRefused(state == SessionState::Refused);
    m_output->add(connectionArrival(state, change));
}

/** The state follows once all channels have their answer, and whenever one changes after that. */
void WatchWorker::followTally()
{
    const SubscriptionTally &tally = m_subscriptions->tally();
    const std::optional<SessionState> state = tally.connectedState();
    if (!m_isConnected || !state || *state == m_state) {
        return;
    }
    setState(*state, {0, *state == SessionState::Partial ? tally.text() : QString()});
}
