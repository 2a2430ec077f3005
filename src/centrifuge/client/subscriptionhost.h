// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/pendingcalls.h"
#include "centrifuge/codec/codec.h"
#include "centrifuge/events.h"

namespace Centrifuge {

struct ClientOptions;
class Clock;
class StepReporter;

/** What the subscriptions of a client need of it: its options and its connection. I/O thread. */
class SubscriptionHost
{
public:
    virtual const ClientOptions &options() const = 0;
    virtual const Clock &clock() const = 0;
    virtual StepReporter &steps() = 0;

    /** Whether the server takes commands about channels: connected, or the connect command is sent
     * and its answer need not be waited for. */
    virtual bool canSend() const = 0;
    /** Queues a command until flush(). Only while canSend(). */
    virtual void call(Request request, CallHandler handler) = 0;
    virtual void flush() = 0;

    // Both end the connection, which is then made anew; slots may delete everything.
    /** After a failure; the code is one of ClientCode, unless the error has one of the server. */
    virtual void endConnection(const Error &error, std::uint32_t clientCode) = 0;
    /** By our own decision. */
    virtual void loseConnection(const StateChange &change) = 0;

protected:
    ~SubscriptionHost() = default;
};

} // namespace Centrifuge
