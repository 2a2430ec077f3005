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
struct HttpClient::Line
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
    removeOldLines();
    while (!m_waiting.empty()) {
        Line *line = findFreeLine();
        if (line == nullptr && m_lines.size() >= std::size_t(MostConnections)) {
            return;
        }
        const CallPointer call = m_waiting.front();
        m_waiting.pop_front();
        if (line == nullptr) {
            if (auto error = addLine(call->post.url)) {
                HttpOutcome outcome;
                outcome.end = HttpEnd::NotStarted;
                outcome.problem = std::move(error);
                finish(call, outcome);
                continue;
            }
            line = m_lines.back().get();
        }
        start(*line, call);
    }
}

/** Compares with the clock: in a busy thread timers fire late. */
void HttpClient::removeOldLines()
{
    const auto oldest = m_clock.monotonic() - IdleLimit;
    std::erase_if(m_lines, [this, oldest](const std::unique_ptr<Line> &line) {
        const bool isOld = !line->call && line->idleSince <= oldest;
        if (isOld) {
            discard(*line);
        }
        return isOld;
    });
}

/** The one used last: the others may grow old. */
HttpClient::Line *HttpClient::findFreeLine()
{
    Line *found = nullptr;
    for (const auto &line : m_lines) {
        const bool isFree = !line->call && line->connection->isIdle();
        if (isFree && (found == nullptr || line->idleSince > found->idleSince)) {
            found = line.get();
        }
    }
    return found;
}

std::optional<Error> HttpClient::addLine(const QUrl &url)
{
    auto line = std::make_unique<Line>();
    line->route = findHttpRoute(url, m_network.proxy);
    if (url.scheme() == QLatin1String("https")) {
        const auto tls = makeSslConfiguration(m_network.tls);
        if (!tls) {
            return tls.error();
        }
        line->route.tls = tls.value();
    }
    Line *added = line.get();
    line->connection = new HttpConnection(line->route, this);
    line->idleTimer = m_clock.createTimer(line->connection);
    connect(line->connection, &HttpConnection::finished, this,
            [this, added](const HttpOutcome &outcome) {
                const CallPointer call = std::exchange(added->call, nullptr);
                release(*added);
                finish(call, outcome);
                startWaiting();
            });
    connect(line->connection, &HttpConnection::closed, this, [this, added] { remove(*added); });
    connect(line->idleTimer, &Timer::timeout, this, [this, added] { remove(*added); });
    m_lines.push_back(std::move(line));
    return std::nullopt;
}

void HttpClient::start(Line &line, const CallPointer &call)
{
    line.idleTimer->stop();
    line.call = call;
    call->connection = line.connection;
    line.connection->send(makeRequest(call->post, line.route), call->post.largestAnswer);
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

void HttpClient::release(Line &line)
{
    if (line.connection->isIdle()) {
        line.idleSince = m_clock.monotonic();
        line.idleTimer->start(IdleLimit);
    } else {
        remove(line);
    }
}

void HttpClient::remove(Line &line)
{
    discard(line);
    std::erase_if(m_lines, [&line](const auto &candidate) { return candidate.get() == &line; });
}

void HttpClient::discard(Line &line)
{
    line.idleTimer->disconnect(this);
    line.connection->disconnect(this);
    line.connection->deleteLater(); // it may be in its own signal
}

} // namespace Centrifuge
