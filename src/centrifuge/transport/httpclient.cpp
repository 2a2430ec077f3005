// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/httpclient.h"

#include "centrifuge/clock.h"
#include "centrifuge/transport/networksetup.h"

#include <QPointer>

#include <algorithm>

namespace Centrifuge {

namespace {

QByteArray hostHeader(const QUrl &url)
{
    QString host = url.host(QUrl::FullyEncoded);
    if (host.contains(u':')) {
        host = u'[' + host + u']';
    }
    return host.toLatin1() + (url.port() < 0 ? QByteArray() : ':' + QByteArray::number(url.port()));
}

QByteArray requestTarget(const QUrl &url, const HttpRoute &route)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    const QByteArray whole = (path.isEmpty() ? QByteArrayLiteral("/") : path)
        + (url.hasQuery() ? '?' + query : QByteArray());
    return route.isForwarded ? "http://" + hostHeader(url) + whole : whole;
}

bool hasHeader(const QList<HttpHeader> &headers, QByteArrayView name)
{
    return std::ranges::any_of(headers, [name](const HttpHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

/** Head and body. Asking for identity keeps a small answer from becoming a huge one. */
QByteArray makeRequest(const HttpPost &post, const HttpRoute &route)
{
    QByteArray request = "POST " + requestTarget(post.url, route) + " HTTP/1.1\r\n" + "Host: "
        + hostHeader(post.url) + "\r\n" + "Content-Length: " + QByteArray::number(post.body.size())
        + "\r\n" + "Accept-Encoding: identity\r\n";
    if (!hasHeader(post.headers, "User-Agent")) {
        request += "User-Agent: RealtimeMonitor\r\n";
    }
    if (route.isForwarded && !route.proxy.user().isEmpty()) {
        const QString login = route.proxy.user() + u':' + route.proxy.password();
        request += "Proxy-Authorization: Basic " + login.toUtf8().toBase64() + "\r\n";
    }
    for (const HttpHeader &header : post.headers) {
        request += header.name + ": " + header.value + "\r\n";
    }
    return request + "\r\n" + post.body;
}

} // namespace

struct HttpClient::Call
{
    HttpPost post;
    Handler handler;
    std::unique_ptr<Timer> timer;
    QPointer<HttpConnection> connection; ///< null while it waits
};

/** A connection with what it carries. */
struct HttpClient::PooledConnection
{
    HttpRoute route;
    HttpConnection *connection = nullptr; ///< our child
    Timer *idleTimer = nullptr; ///< the connection's child
    std::chrono::nanoseconds idleSince{0};
    CallPointer call;
};

HttpClient::HttpClient(NetworkOptions network, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_network(std::move(network))
    , m_clock(clock)
{
}

HttpClient::~HttpClient() = default;

void HttpClient::post(const HttpPost &post, Handler handler)
{
    const auto call = std::make_shared<Call>();
    call->post = post;
    call->handler = std::move(handler);
    call->timer.reset(m_clock.createTimer(nullptr));
    connect(call->timer.get(), &Timer::timeout, this, [this, weak = std::weak_ptr(call)] {
        if (const CallPointer late = weak.lock()) {
            timeOut(late);
        }
    });
    call->timer->start(post.timeout);
    m_waiting.push_back(call);
    startWaiting();
}

void HttpClient::startWaiting()
{
    closeIdleConnections();
    while (!m_waiting.empty()) {
        PooledConnection *pooled = findFreeConnection();
        if (pooled == nullptr && m_connections.size() >= std::size_t(MaxConnections)) {
            return;
        }
        const CallPointer call = m_waiting.front();
        m_waiting.pop_front();
        if (pooled == nullptr) {
            if (auto error = addConnection(call->post.url)) {
                HttpOutcome outcome;
                outcome.end = HttpEnd::NotStarted;
                outcome.problem = std::move(error);
                finish(call, outcome);
                continue;
            }
            pooled = m_connections.back().get();
        }
        start(*pooled, call);
    }
}

/** Compares with the clock: in a busy thread timers fire late. */
void HttpClient::closeIdleConnections()
{
    const auto oldest = m_clock.monotonic() - IdleLimit;
    std::erase_if(m_connections, [this, oldest](const std::unique_ptr<PooledConnection> &pooled) {
        const bool isOld = !pooled->call && pooled->idleSince <= oldest;
        if (isOld) {
            discard(*pooled);
        }
        return isOld;
    });
}

/** The one used last: the others may grow old. */
HttpClient::PooledConnection *HttpClient::findFreeConnection()
{
    PooledConnection *found = nullptr;
    for (const auto &pooled : m_connections) {
        const bool isFree = !pooled->call && pooled->connection->isIdle();
        if (isFree && (found == nullptr || pooled->idleSince > found->idleSince)) {
            found = pooled.get();
        }
    }
    return found;
}

std::optional<Error> HttpClient::addConnection(const QUrl &url)
{
    auto pooled = std::make_unique<PooledConnection>();
    pooled->route = findHttpRoute(url, m_network.proxy);
    if (url.scheme() == QLatin1String("https")) {
        const auto tls = makeSslConfiguration(m_network.tls);
        if (!tls) {
            return tls.error();
        }
        pooled->route.tls = tls.value();
    }
    PooledConnection *added = pooled.get();
    pooled->connection = new HttpConnection(pooled->route, this);
    pooled->idleTimer = m_clock.createTimer(pooled->connection);
    connect(pooled->connection, &HttpConnection::finished, this,
            [this, added](const HttpOutcome &outcome) {
                const CallPointer call = std::exchange(added->call, nullptr);
                release(*added);
                finish(call, outcome);
                startWaiting();
            });
    connect(pooled->connection, &HttpConnection::closed, this, [this, added] { remove(*added); });
    connect(pooled->idleTimer, &Timer::timeout, this, [this, added] { remove(*added); });
    m_connections.push_back(std::move(pooled));
    return std::nullopt;
}

void HttpClient::start(PooledConnection &pooled, const CallPointer &call)
{
    pooled.idleTimer->stop();
    pooled.call = call;
    call->connection = pooled.connection;
    pooled.connection->send(makeRequest(call->post, pooled.route), call->post.largestAnswer);
}

void HttpClient::timeOut(const CallPointer &call)
{
    if (call->connection) {
        call->connection->stop(HttpEnd::TimedOut);
        return;
    }
    std::erase(m_waiting, call);
    HttpOutcome outcome;
    outcome.end = HttpEnd::TimedOut;
    finish(call, outcome);
}

/** From the event loop, so that a handler may delete this object. */
void HttpClient::finish(const CallPointer &call, const HttpOutcome &outcome)
{
    call->timer->stop();
    call->timer.release()->deleteLater(); // it may be in its own signal
    QMetaObject::invokeMethod(
        this, [handler = std::exchange(call->handler, {}), outcome] { handler(outcome); },
        Qt::QueuedConnection);
}

void HttpClient::release(PooledConnection &pooled)
{
    if (pooled.connection->isIdle()) {
        pooled.idleSince = m_clock.monotonic();
        pooled.idleTimer->start(IdleLimit);
    } else {
        remove(pooled);
    }
}

void HttpClient::remove(PooledConnection &pooled)
{
    discard(pooled);
    std::erase_if(m_connections,
                  [&pooled](const auto &candidate) { return candidate.get() == &pooled; });
}

void HttpClient::discard(PooledConnection &pooled)
{
    pooled.idleTimer->disconnect(this);
    pooled.connection->disconnect(this);
    pooled.connection->deleteLater(); // it may be in its own signal
}

} // namespace Centrifuge
