// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The part of Client that hands on what the server sends unasked.

#include "centrifuge/client/client.h"
#include "centrifuge/client/connection.h"
#include "centrifuge/client/tokenrefresh.h"
#include "centrifuge/codes.h"

namespace Centrifuge {

void Client::readMessage(const Message &message, std::chrono::nanoseconds receivedAt)
{
    if (const auto *push = std::get_if<DisconnectPush>(&message)) {
        endConnection({ErrorLayer::Server, int(push->code), push->reason, false},
                      ClientCode::TransportClosed);
    } else if (const auto *broken = std::get_if<UndecodableMessage>(&message)) {
        readUndecodable(*broken);
    } else if (m_state != State::Connected) {
        return;
    } else if (std::holds_alternative<PingMessage>(message)) {
        if (m_answersPings) {
            m_connection->sendPong();
        }
    } else if (const auto *refresh = std::get_if<RefreshPush>(&message)) {
        m_refresh->setExpiry(refresh->expires, refresh->ttl);
    } else if (const auto *own = std::get_if<MessagePush>(&message)) {
        Q_EMIT messageReceived(own->data);
    } else {
        readChannelMessage(message, receivedAt);
    }
}

/** As readMessage(), for most of what comes. */
bool Client::readPlain(const PlainPublication &publication, std::chrono::nanoseconds receivedAt)
{
    const std::string_view channel(publication.channel.data(),
                                   static_cast<std::size_t>(publication.channel.size()));
    const auto found = m_plainReaders.find(channel);
    return m_state == State::Connected && found != m_plainReaders.end()
        && found->second->readPlain(publication, receivedAt);
}

void Client::readChannelMessage(const Message &message, std::chrono::nanoseconds receivedAt)
{
    if (const auto *push = std::get_if<PublicationPush>(&message)) {
        if (Subscription *subscription = findSubscribed(push->channel)) {
            subscription->readPublication(push->publication, receivedAt);
        } else {
            readServerPublication(*push, receivedAt);
        }
    } else if (const auto *join = std::get_if<JoinPush>(&message)) {
        if (Subscription *subscription = findSubscribed(join->channel)) {
            subscription->readJoin(join->info);
        } else if (m_serverSubscriptions.contains(join->channel)) {
            Q_EMIT serverJoined(join->channel, join->info);
        }
    } else if (const auto *leave = std::get_if<LeavePush>(&message)) {
        if (Subscription *subscription = findSubscribed(leave->channel)) {
            subscription->readLeave(leave->info);
        } else if (m_serverSubscriptions.contains(leave->channel)) {
            Q_EMIT serverLeft(leave->channel, leave->info);
        }
    } else if (const auto *end = std::get_if<UnsubscribePush>(&message)) {
        if (m_serverSubscriptions.contains(end->channel)) {
            readServerUnsubscribe(*end);
        } else if (Subscription *subscription = findSubscribed(end->channel)) {
            subscription->readUnsubscribe(*end);
        }
    } else if (const auto *begin = std::get_if<SubscribePush>(&message)) {
        readServerSubscribe(*begin, receivedAt);
    }
}

void Client::readUndecodable(const UndecodableMessage &message)
{
    if (m_state == State::Connected) {
        Q_EMIT undecodableReceived(message.channel, message.bytes, message.why);
        return;
    }
    // Before the connect reply it means that there is no Centrifugo: no need to wait for a timeout.
    endConnection({ErrorLayer::Protocol, 0, message.why, true}, ClientCode::BadProtocol);
}

} // namespace Centrifuge
