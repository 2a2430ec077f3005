// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/pendingnotifications.h"

#include "centrifuge/client/commandsender.h"
#include "centrifuge/client/serversubscriptions.h"
#include "centrifuge/client/subscriptionregistry.h"

namespace Centrifuge {

PendingNotifications::PendingNotifications(SubscriptionRegistry &registry,
                                           ServerSubscriptions &serverSubscriptions,
                                           std::vector<CallHandler> calls)
    : m_registry(registry)
    , m_serverSubscriptions(&serverSubscriptions)
    , m_channels(registry.interrupt())
    , m_serverChannels(serverSubscriptions.interrupt())
    , m_calls(std::move(calls))
{
}

void PendingNotifications::emitAll() const
{
    for (const QString &channel : m_channels) {
        if (m_serverSubscriptions) {
            m_registry.announceInterruption(channel);
        }
    }
    for (const QString &channel : m_serverChannels) {
        if (m_serverSubscriptions) {
            m_serverSubscriptions->announceInterruption(channel);
        }
    }
    for (const CallHandler &handler : m_calls) {
        handler(CommandSender::closedError(), {});
    }
}

} // namespace Centrifuge
