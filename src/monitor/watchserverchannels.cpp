// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of WatchWorker that shows what the server subscribed the connection to.

#include "monitor/arrivals.h"
#include "monitor/watchworker.h"

using Centrifuge::Client;

void WatchWorker::connectServerChannels()
{
    connect(m_client, &Client::serverSubscribing, this,
            [this](const QString &name, const Centrifuge::StateChange &change) {
                showSubscribing(serverChannel(name), change);
            });
    connect(m_client, &Client::serverSubscribed, this,
            [this](const QString &name, const Centrifuge::SubscribedEvent &event) {
                showSubscribed(serverChannel(name), event);
            });
    connect(m_client, &Client::serverUnsubscribed, this, &WatchWorker::endServerChannel);
    connect(m_client, &Client::serverPublicationReceived, this,
            [this](const QString &name, const Centrifuge::PublicationEvent &event) {
                showPublication(serverChannel(name), event);
            });
    connect(m_client, &Client::serverDuplicateIgnored, this,
            [this](const QString &name) { countDuplicates(*serverChannel(name), 1); });
    connect(m_client, &Client::serverJoined, this,
            [this](const QString &name, const Centrifuge::ClientInfo &info) {
                add(presenceArrival(EntryKind::Join, name.toStdString(), info));
            });
    connect(m_client, &Client::serverLeft, this,
            [this](const QString &name, const Centrifuge::ClientInfo &info) {
                add(presenceArrival(EntryKind::Leave, name.toStdString(), info));
            });
}

WatchWorker::Channel *WatchWorker::serverChannel(const QString &name)
{
    std::shared_ptr<Channel> &channel = m_serverChannels[name];
    if (channel == nullptr) {
        channel = std::make_shared<Channel>();
        channel->name = name.toStdString();
    }
    return channel.get();
}

void WatchWorker::endServerChannel(const QString &name, const Centrifuge::StateChange &change)
{
    if (const std::shared_ptr<Channel> ended = m_serverChannels.take(name)) {
        delete ended->fetcher;
    }
    Arrival arrival = subscriptionArrival(name.toStdString(), ChannelState::Unsubscribed, change);
    arrival.flags = ServerSide;
    add(std::move(arrival));
}
