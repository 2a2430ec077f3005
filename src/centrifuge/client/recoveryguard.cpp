// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/recoveryguard.h"

#include "centrifuge/client/serversubscriptions.h"
#include "centrifuge/client/subscriptionregistry.h"
#include "centrifuge/codes.h"

#include <utility>

namespace Centrifuge {

RecoveryGuard::RecoveryGuard(SubscriptionRegistry &registry,
                             ServerSubscriptions &serverSubscriptions)
    : m_registry(registry)
    , m_serverSubscriptions(serverSubscriptions)
{
}

bool RecoveryGuard::isUnreadable(const Error &error)
{
    return error.layer == ErrorLayer::Protocol
        || (error.layer == ErrorLayer::WebSocket && error.code == CloseCode::InvalidPayload);
}

void RecoveryGuard::handleLoss(bool isUnreadable, bool lasted)
{
    const bool wasUnreadable = std::exchange(m_wasUnreadable, isUnreadable);
    if (isUnreadable) {
        handleUnreadable(wasUnreadable && !lasted);
    }
}

void RecoveryGuard::handleUnreadableConnect(Sent sent)
{
    const bool isRepeated = std::exchange(m_wasUnreadable, true);
    if (sent == Sent::ConnectAndSubscribes) {
        handleUnreadable(isRepeated);
    } else {
        m_serverSubscriptions.handleUnreadableConnect(isRepeated);
    }
}

void RecoveryGuard::handleUnreadable(bool isRepeated)
{
    m_registry.handleUnreadable(isRepeated);
    m_serverSubscriptions.handleUnreadable(isRepeated);
}

void RecoveryGuard::handleSlow(bool isConnectUnderWay)
{
    m_registry.skipRecoveriesInFlight();
    if (isConnectUnderWay) { // its reply would have brought what the server's recover
        m_serverSubscriptions.skipRecoveries();
    }
}

void RecoveryGuard::handleInvalidState()
{
    m_registry.invalidate();
    m_serverSubscriptions.forgetPositions();
}

} // namespace Centrifuge
