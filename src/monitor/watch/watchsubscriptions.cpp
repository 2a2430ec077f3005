// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchsubscriptions.h"

#include "centrifuge/client/client.h"
#include "monitor/profile/tagsfilter.h"
#include "monitor/watch/arrivals.h"
#include "monitor/watch/historyreader.h"
#include "monitor/watch/tokensource.h"
#include "monitor/watch/watcheroutput.h"

using Centrifuge::Client;
using Centrifuge::Subscription;

WatchSubscriptions::WatchSubscriptions(const WatchServices &services, QObject *parent)
    : QObject(parent)
    , m_client(services.client)
    , m_request(services.request)
    , m_tokens(services.tokens)
    , m_output(services.output)
    , m_clock(services.clock)
    , m_history(new HistoryReader(m_client, m_request.connection, m_clock, this))
    , m_backfillPolicy{m_request.fetchOrder, m_request.mostFetched}
{
    connectServerSide();
}

WatchSubscriptions::~WatchSubscriptions() = default;

void WatchSubscriptions::add(const QString &channel, WatchSession::Start start)
{
    if (m_channels.contains(channel)) {
        return;
    }
    Subscription *subscription = newSubscription(channel, start);
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
    const ChannelOptions options = m_request.optionsOf(channel);
    added->stream->setFiltered(!options.tagsFilter.isEmpty());
    added->stream->setWithoutRecovery(!options.recoverable);
    added->subscription = subscription;
    added->answer = ChannelState::Subscribing;
    m_tally.add(added->answer);
    m_channels.insert(channel, added);
    connectStates(*added);
    connectMessages(*added);
    subscription->subscribe();
}

Centrifuge::SubscriptionOptions WatchSubscriptions::optionsOf(const QString &channel) const
{
    const ChannelOptions wanted = m_request.optionsOf(channel);
    Centrifuge::SubscriptionOptions options;
    options.tokenProvider = m_tokens.subscriptionTokens(channel);
    options.positioned = wanted.positioned;
    options.recoverable = wanted.recoverable;
    options.joinLeave = wanted.joinLeave;
    options.delta = wanted.delta;
    if (const auto filter = readTagsFilter(wanted.tagsFilter)) { // checked where it was given
        options.filter = filter.value();
    }
    return options;
}

Subscription *WatchSubscriptions::newSubscription(const QString &channel, WatchSession::Start start)
{
    Centrifuge::SubscriptionOptions options = optionsOf(channel);
    const auto kept = m_positions.constFind(channel);
    if (!options.recoverable) {
        return m_client.newSubscription(channel, options);
    }
    if (kept == m_positions.constEnd()) {
        options.recover = start == WatchSession::Start::Backlog;
    } else if (!kept->epoch.empty()) {
        options.recover = true;
        options.since = {kept->offset, QString::fromStdString(kept->epoch)};
    }
    return m_client.newSubscription(channel, options);
}

std::unique_ptr<ChannelStream> WatchSubscriptions::makeStream(const QString &channel,
                                                              SubscribedBy subscribedBy)
{
    const StreamServices services{m_output, *m_history, m_clock, m_backfillPolicy,
                                  m_request.connection.limits};
    auto stream = std::make_unique<ChannelStream>(channel, subscribedBy, services);
    if (const auto kept = m_positions.constFind(channel); kept != m_positions.constEnd()) {
        stream->resumeFrom(*kept);
        m_positions.erase(kept);
    } else if (const auto last = m_request.lastWatched.constFind(channel);
               last != m_request.lastWatched.constEnd()) {
        stream->setLastWatched(*last);
    }
    return stream;
}

void WatchSubscriptions::connectStates(Channel &channel)
{
    const Subscription *subscription = channel.subscription;
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
    connect(subscription, &Subscription::errorOccurred, this,
            [this, &channel](const Centrifuge::Error &error) {
                m_output.add(errorArrival(channel.stream->name(), error));
                if (channel.subscription->state() == Subscription::State::Subscribing) {
                    count(channel, ChannelState::Unsubscribed); // and is tried again
                }
            });
}

void WatchSubscriptions::connectMessages(Channel &channel)
{
    Subscription *subscription = channel.subscription;
    ChannelStream *stream = channel.stream.get();
    connect(subscription, &Subscription::publicationReceived, stream,
            &ChannelStream::showPublication);
    subscription->setPlainPublicationSink([stream](const auto &publication) {
        stream->showPlain(publication);
        return true;
    });
    connect(subscription, &Subscription::duplicateIgnored, stream, &ChannelStream::countDuplicate);
    connect(subscription, &Subscription::joined, stream,
            [stream](const auto &info) { stream->showPresence(EntryKind::Join, info); });
    connect(subscription, &Subscription::left, stream,
            [stream](const auto &info) { stream->showPresence(EntryKind::Leave, info); });
}

void WatchSubscriptions::remove(const QString &channel)
{
    const std::shared_ptr<Channel> removed = m_channels.take(channel);
    if (removed == nullptr) {
        return;
    }
    detach(*removed);
    m_tally.remove(removed->answer);
    Subscription *subscription = std::exchange(removed->subscription, nullptr);
    if (subscription->isServerSide()) {
        m_serverChannels.insert(channel, removed); // it stays, and the client says so
    }
    m_client.removeSubscription(subscription);
    if (!m_serverChannels.contains(channel)) {
        removed->stream->showUnsubscribed({});
    }
    Q_EMIT tallyChanged();
}

/** Nothing more is heard of its subscription. */
void WatchSubscriptions::detach(const Channel &channel)
{
    channel.subscription->disconnect(this);
    channel.subscription->disconnect(channel.stream.get());
}

void WatchSubscriptions::renew(const QString &channel)
{
    const std::shared_ptr<Channel> renewed = m_channels.value(channel);
    if (renewed == nullptr || renewed->subscription->isServerSide()) {
        return;
    }
    Centrifuge::SubscriptionOptions options = optionsOf(channel);
    if (const auto position = renewed->subscription->position(); position && options.recoverable) {
        options.recover = true;
        options.since = *position;
    }
    detach(*renewed);
    m_client.beginBatch();
    m_client.removeSubscription(renewed->subscription);
    renewed->subscription = m_client.newSubscription(channel, options);
    renewed->stream->setFiltered(options.filter.has_value());
    renewed->stream->setWithoutRecovery(!options.recoverable);
    connectStates(*renewed);
    connectMessages(*renewed);
    renewed->subscription->subscribe();
    m_client.endBatch();
}

void WatchSubscriptions::subscribeAgain(const QStringList &channels)
{
    m_client.beginBatch();
    for (const QString &name : channels) {
        if (const std::shared_ptr<Channel> channel = m_channels.value(name)) {
            channel->subscription->subscribe(); // no effect where it is not unsubscribed
        }
    }
    m_client.endBatch();
}

void WatchSubscriptions::fetchGap(const QString &channel, const OffsetGap &gap)
{
    // Where the server has subscribed us, too, it is that what we hear.
    const std::shared_ptr<Channel> known =
        m_serverChannels.value(channel, m_channels.value(channel));
    if (known != nullptr) {
        known->stream->fetch(gap);
    }
}

void WatchSubscriptions::showSubscribing(ChannelStream &stream,
                                         const Centrifuge::StateChange &change)
{
    if (!m_isRefused) {
        stream.showSubscribing(change);
    }
}

void WatchSubscriptions::count(Channel &channel, ChannelState answer)
{
    m_tally.change(std::exchange(channel.answer, answer), answer);
    Q_EMIT tallyChanged();
}

void WatchSubscriptions::awaitAnswers()
{
    for (const auto &channel : std::as_const(m_channels)) {
        if (channel->subscription->state() == Subscription::State::Subscribing) {
            m_tally.change(std::exchange(channel->answer, ChannelState::Subscribing),
                           ChannelState::Subscribing);
        }
    }
    Q_EMIT tallyChanged();
}

void WatchSubscriptions::invalidatePositions()
{
    const auto all = m_channels.values() + m_serverChannels.values();
    for (const auto &channel : all) {
        channel->stream->invalidatePosition();
    }
}

void WatchSubscriptions::end()
{
    m_client.disconnect(this);
    // Presence ends with the subscription, so nothing of us is left when the socket is gone.
    for (const auto &channel : std::as_const(m_channels)) {
        detach(*channel);
        channel->subscription->unsubscribe();
    }
    const auto all = m_channels.values() + m_serverChannels.values();
    for (const auto &channel : all) {
        channel->stream->end();
    }
}

void WatchSubscriptions::connectServerSide()
{
    connect(&m_client, &Client::serverSubscribing, this,
            [this](const QString &name, const Centrifuge::StateChange &change) {
                showSubscribing(serverStream(name), change);
            });
    connect(&m_client, &Client::serverSubscribed, this, &WatchSubscriptions::showServerSubscribed);
    connect(&m_client, &Client::serverUnsubscribed, this, &WatchSubscriptions::endServerSide);
    connect(&m_client, &Client::serverPublicationReceived, this,
            [this](const QString &name, const Centrifuge::PublicationEvent &event) {
                serverStream(name).showPublication(event);
            });
    connect(&m_client, &Client::serverDuplicateIgnored, this,
            [this](const QString &name) { serverStream(name).countDuplicate(); });
    connect(&m_client, &Client::serverJoined, this,
            [this](const QString &name, const Centrifuge::ClientInfo &info) {
                serverStream(name).showPresence(EntryKind::Join, info);
            });
    connect(&m_client, &Client::serverLeft, this,
            [this](const QString &name, const Centrifuge::ClientInfo &info) {
                serverStream(name).showPresence(EntryKind::Leave, info);
            });
}

ChannelStream &WatchSubscriptions::serverStream(const QString &name)
{
    std::shared_ptr<Channel> &channel = m_serverChannels[name];
    if (channel == nullptr) {
        channel = std::make_shared<Channel>();
        channel->stream = makeStream(name, SubscribedBy::Server);
        if (m_request.backlog) {
            channel->stream->beginWithBacklog();
        }
    }
    return *channel->stream;
}

/** A channel that was asked for, but refused or ended before, is taken by its own subscription. */
void WatchSubscriptions::showServerSubscribed(const QString &name,
                                              const Centrifuge::SubscribedEvent &event)
{
    if (const std::shared_ptr<Channel> wanted = m_channels.value(name)) {
        wanted->subscription->subscribe();
    } else {
        serverStream(name).showSubscribed(event);
    }
}

void WatchSubscriptions::endServerSide(const QString &name, const Centrifuge::StateChange &change)
{
    serverStream(name).showUnsubscribed(change);
    m_serverChannels.remove(name);
}
