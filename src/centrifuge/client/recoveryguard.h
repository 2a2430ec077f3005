// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

namespace Centrifuge {

struct Error;
class ServerSubscriptions;
class SubscriptionRegistry;

/**
 * Keeps the subscriptions of a client from recovering for ever what ends its connection: what can't
 * be read, or is more than the server's queue holds. Owned by the client, I/O thread.
 */
class RecoveryGuard
{
public:
    enum class Sent { Connect, ConnectAndSubscribes };

    RecoveryGuard(SubscriptionRegistry &registry, ServerSubscriptions &serverSubscriptions);

    /** Whether a connection that ended like this broke on what it received: not our protocol, too
     * large, not UTF-8. (A 1009 is the server's word on what we sent.) */
    static bool isUnreadable(const Error &error);

    /** A connection is lost; `lasted` is true for one that was sound for a while. */
    void handleLoss(bool isUnreadable, bool lasted);
    /** The answer to the connect command, or what came with it, can't be read. */
    void handleUnreadableConnect(Sent sent);
    /** 3008: what a reply recovers can be more than the server's queue holds. */
    void handleSlow(bool isConnectUnderWay);
    /** 3014: tokens and positions are no longer valid. */
    void handleInvalidState();

private:
    void handleUnreadable(bool isRepeated);

    SubscriptionRegistry &m_registry;
    ServerSubscriptions &m_serverSubscriptions;
    bool m_wasUnreadable = false; ///< the last connection broke on what it received
};

} // namespace Centrifuge
