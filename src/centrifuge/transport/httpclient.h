// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/transport/httpconnection.h"

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace Centrifuge {

class Clock;
class Timer;

/** One POST. */
struct HttpPost
{
    QUrl url; ///< of the client's server
    QList<HttpHeader> headers{}; ///< besides those that frame the message
    QByteArray body{};
    qsizetype largestAnswer = 0; ///< of its body, in bytes
    std::chrono::milliseconds timeout{0}; ///< from post() to the end of the answer
};

/**
 * Posts to one server over HTTP/1.1, each request **at most once**. QNetworkAccessManager does not
 * guarantee that: it repeats a POST when a connection ends before the answer, and it does not limit
 * heads and chunk extensions. At most six connections; one that was idle for 5 s is not used again,
 * since a server or proxy may be about to close it. I/O thread.
 */
class HttpClient : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const HttpOutcome &)>;

    static constexpr int MaxConnections = 6;
    static constexpr std::chrono::seconds IdleLimit{5};

    HttpClient(NetworkOptions network, const Clock &clock, QObject *parent = nullptr);
    ~HttpClient() override;

    /** `handler` is called once, from the event loop, unless this is deleted first; it may delete
     * this. */
    void post(const HttpPost &post, Handler handler);

private:
    struct Call;
    struct PooledConnection;
    using CallPointer = std::shared_ptr<Call>;

    void startWaiting();
    void closeIdleConnections();
    PooledConnection *findFreeConnection();
    std::optional<Error> addConnection(const QUrl &url);
    void start(PooledConnection &pooled, const CallPointer &call);
    void timeOut(const CallPointer &call);
    void finish(const CallPointer &call, const HttpOutcome &outcome);
    void release(PooledConnection &pooled);
    void remove(PooledConnection &pooled);
    void discard(PooledConnection &pooled);

    const NetworkOptions m_network;
    const Clock &m_clock;
    std::vector<std::unique_ptr<PooledConnection>> m_connections;
    std::deque<CallPointer> m_waiting;
};

} // namespace Centrifuge
