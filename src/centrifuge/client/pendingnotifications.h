// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/pendingcalls.h"

#include <QPointer>
#include <QStringList>

#include <vector>

namespace Centrifuge {

class ServerSubscriptions;
class SubscriptionRegistry;

/** What is to be emitted after the state change that ends a connection. May outlive the client. */
class PendingNotifications
{
public:
    /** Interrupts all subscriptions; nothing is emitted before emitAll(). */
    PendingNotifications(SubscriptionRegistry &registry, ServerSubscriptions &serverSubscriptions,
                         std::vector<CallHandler> calls);

    void emitAll() const;

private:
    SubscriptionRegistry &m_registry; ///< lives as long as the server's
    const QPointer<ServerSubscriptions> m_serverSubscriptions;
    const QStringList m_channels;
    const QStringList m_serverChannels;
    const std::vector<CallHandler> m_calls;
};

} // namespace Centrifuge
