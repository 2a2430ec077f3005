// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

#include <chrono>

namespace Centrifuge {

class ServerSubscriptions;
class SubscriptionRegistry;

/** Hands a push about a channel to the Subscription that is subscribed, else to the server's. */
class MessageDispatcher
{
public:
    MessageDispatcher(const SubscriptionRegistry &registry,
                      ServerSubscriptions &serverSubscriptions);

    void dispatch(const Message &message, std::chrono::nanoseconds receivedAt) const;

private:
    void read(const PublicationPush &push, std::chrono::nanoseconds receivedAt) const;
    void read(const JoinPush &push) const;
    void read(const LeavePush &push) const;
    void read(const UnsubscribePush &push) const;

    const SubscriptionRegistry &m_registry;
    ServerSubscriptions &m_serverSubscriptions;
};

} // namespace Centrifuge
