// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of WatchWorker that shows what the server subscribed the connection to.

#include "monitor/watch/watchworker.h"

using Centrifuge::Client;

void WatchWorker::connectServerChannels()
{
    connect(m_client, &Client::serverSubscribing, this,
            [this](const QString &name, const Centrifuge::StateChange &change) {
                showSubscribing(*serverStream(name), change);
            });
    connect(m_client, &Client::serverSubscribed, this,
            [this](const QString &name, const auto &event) { showServerSubscribed(name, event); });
    connect(m_client, &Client::serverUnsubscribed, this, &WatchWorker::endServerChannel);
    connect(m_client, &Client::serverPublicationReceived, this,
            [this](const QString &name, const Centrifuge::PublicationEvent &event) {
                serverStream(name)->showPublication(event);
            });
    connect(m_client, &Client::serverDuplicateIgnored, this,
            [this](const QString &name) { serverStream(name)->countDuplicate(); });
    connect(m_client, &Client::serverJoined, this,
            [this](const QString &name, const Centrifuge::ClientInfo &info) {
                serverStream(name)->showPresence(EntryKind::Join, info);
            });
    connect(m_client, &Client::serverLeft, this,
            [this](const QString &name, const Centrifuge::ClientInfo &info) {
                serverStream(name)->showPresence(EntryKind::Leave, info);
            });
}

ChannelStream *WatchWorker::serverStream(const QString &name)
{
    std::shared_ptr<Channel> &channel = m_serverChannels[name];
    if (channel == nullptr) {
        channel = std::make_shared<Channel>();
        channel->stream = makeStream(name, SubscribedBy::Server);
        if (m_request.backlog) {
            channel->stream->beginWithBacklog();
        }
    }
    return channel->stream.get();
}

/** One that was asked for, and refused or ended, is wanted still. */
void WatchWorker::showServerSubscribed(const QString &name,
                                       const Centrifuge::SubscribedEvent &event)
{
    if (const std::shared_ptr<Channel> wanted = m_channels.value(name)) {
        wanted->subscription->subscribe(); // which takes it
    } else {
        serverStream(name)->showSubscribed(event);
    }
}

void WatchWorker::endServerChannel(const QString &name, const Centrifuge::StateChange &change)
{
    serverStream(name)->showUnsubscribed(change);
    m_serverChannels.remove(name);
}
