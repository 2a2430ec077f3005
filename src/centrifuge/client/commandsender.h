// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/pendingcalls.h"

#include <optional>

namespace Centrifuge {

struct ClientOptions;
class Session;

/**
 * Sends the commands of a client on its present session, in batches where that is wanted, and
 * refuses them where there is no connection. Owned by the client, I/O thread.
 */
class CommandSender
{
public:
    /** What the server takes: nothing, what need not wait for its answer to connect, all. */
    enum class Access { Closed, Subscribes, All };

    explicit CommandSender(const ClientOptions &options);

    static Error closedError(); ///< there is no connection, or it was lost before the answer

    void setSession(Session *session); ///< nullptr where there is none; Access::Closed
    void setAccess(Access access);

    bool canSubscribe() const { return m_access != Access::Closed; }
    /** Queues a command until flush(). Only while canSubscribe(). */
    void queue(Request request, CallHandler handler);
    /** Sends what is queued, unless a batch is open. */
    void flush();
    void beginBatch();
    void endBatch();

    /** Sends a command whose handler is always called, at once where there is no connection. */
    void call(Request request, const CallHandler &handler);
    /** Sends a command that has no answer. */
    Outcome send(Request request);

    /** On the JSON wire a payload that is not JSON would break the whole frame. */
    std::optional<Error> findPayloadFault(const QByteArray &data) const;

private:
    const ClientOptions &m_options;
    Session *m_session = nullptr;
    Access m_access = Access::Closed;
    int m_batches = 0; ///< begun and not ended
};

} // namespace Centrifuge
