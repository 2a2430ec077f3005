// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/transport/httpanswer.h"
#include "centrifuge/transport/httperror.h"

#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

#include <chrono>
#include <memory>

namespace Centrifuge {

/** How a server is reached. */
struct HttpRoute
{
    QUrl url; ///< its scheme, host and port
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
    bool isForwarded = false; ///< by an HTTP proxy that reads the request; else through a tunnel
    QSslConfiguration tls{};
};

/** The route to `url`: an HTTP proxy forwards plain http and tunnels https. */
HttpRoute findHttpRoute(const QUrl &url, const ProxyOptions &options);

/**
 * One connection, for requests one after the other. Each is written once and never repeated. I/O
 * thread. Slots of `finished` may delete this.
 */
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    HttpConnection(HttpRoute route, QObject *parent = nullptr);
    ~HttpConnection() override;

    /** Only while isFree(). `request` is head and body. */
    void send(const QByteArray &request, qsizetype largestAnswer);
    /** Ends the present request: `finished` is emitted. */
    void stop(HttpEnd end);

    /** Accepts a request: new, or the last answer was complete and the connection is kept. */
    bool isFree() const { return m_state == State::New || m_state == State::Idle; }
    bool isIdle() const { return m_state == State::Idle; }

Q_SIGNALS:
    void finished(const Centrifuge::HttpOutcome &outcome);
    /** The peer closed the idle connection. */
    void closed();

private:
    enum class State { New, Connecting, Sent, Idle, Over };

    void open();
    void write();
    void read();
    void fail(QAbstractSocket::SocketError error);
    void takeEnd();
    void finish(HttpEnd end);

    const HttpRoute m_route;
    QSslSocket *m_socket; ///< not a child: it may be in one of its own signals when we die
    State m_state = State::New;
    QByteArray m_request;
    std::unique_ptr<HttpAnswerReader> m_reader; ///< from the first byte sent on
    HttpOutcome m_outcome;
};

} // namespace Centrifuge
