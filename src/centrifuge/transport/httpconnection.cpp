// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/httpconnection.h"

#include "centrifuge/transport/networksetup.h"

#include <QPointer>

namespace Centrifuge {

namespace {

/** What the socket itself may hold of what was not read yet. */
constexpr qint64 ReadAhead = qint64(256) << 10;

bool isSecure(const QUrl &url)
{
    return url.scheme() == QLatin1String("https");
}

QNetworkProxy chooseProxy(const QUrl &url, const ProxyOptions &options)
{
    if (options.kind != ProxyOptions::Kind::System) {
        return makeProxy(options);
    }
    for (const QNetworkProxy &proxy :
         QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url))) {
        const bool canTunnel = proxy.capabilities().testFlag(QNetworkProxy::TunnelingCapability);
        if (canTunnel || (!isSecure(url) && proxy.type() == QNetworkProxy::HttpCachingProxy)) {
            return proxy;
        }
    }
    return {QNetworkProxy::NoProxy};
}

} // namespace

HttpRoute findHttpRoute(const QUrl &url, const ProxyOptions &options)
{
    HttpRoute route{url, chooseProxy(url, options), false, {}};
    const auto type = route.proxy.type();
    route.isForwarded = !isSecure(url)
        && (type == QNetworkProxy::HttpProxy || type == QNetworkProxy::HttpCachingProxy);
    return route;
}

HttpConnection::HttpConnection(HttpRoute route, QObject *parent)
    : QObject(parent)
    , m_route(std::move(route))
    , m_socket(new QSslSocket)
{
    m_socket->setReadBufferSize(ReadAhead);
    connect(m_socket, &QSslSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QSslSocket::errorOccurred, this, &HttpConnection::fail);
    connect(m_socket, &QSslSocket::disconnected, this, &HttpConnection::takeEnd);
    connect(m_socket, &QSslSocket::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_outcome.tlsErrors = errors; });
    if (isSecure(m_route.url)) {
        connect(m_socket, &QSslSocket::encrypted, this, &HttpConnection::write);
    } else {
        connect(m_socket, &QSslSocket::connected, this, &HttpConnection::write);
    }
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
}

void HttpConnection::send(const QByteArray &request, qsizetype largestAnswer)
{
    Q_ASSERT(isFree());
    m_request = request;
    m_outcome = {};
    m_outcome.isForwarded = m_route.isForwarded;
    m_reader = std::make_unique<HttpAnswerReader>(largestAnswer);
    if (m_state == State::Idle) {
        write();
    } else {
        m_state = State::Connecting;
        open();
    }
}

void HttpConnection::open()
{
    const QUrl &url = m_route.url;
    if (m_route.isForwarded) {
        m_socket->setProxy(QNetworkProxy::NoProxy);
        m_socket->connectToHost(m_route.proxy.hostName(), m_route.proxy.port());
        return;
    }
    m_socket->setProxy(m_route.proxy);
    if (isSecure(url)) {
        m_socket->setSslConfiguration(m_route.tls);
        m_socket->connectToHostEncrypted(url.host(), quint16(url.port(443)));
    } else {
        m_socket->connectToHost(url.host(), quint16(url.port(80)));
    }
}

/** The one place that writes a request. */
void HttpConnection::write()
{
    if (m_state != State::Connecting && m_state != State::Idle) {
        return;
    }
    m_state = State::Sent;
    m_outcome.isSent = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->write(std::exchange(m_request, {}));
}

void HttpConnection::read()
{
    if (m_state != State::Sent) {
        if (m_state == State::Idle) {
            takeEnd(); // who talks unasked is not asked again
        }
        return;
    }
    switch (m_reader->add(m_socket->readAll())) {
    case HttpAnswerReader::State::Reading:
        return;
    case HttpAnswerReader::State::Complete:
        finish(HttpEnd::Answered);
        return;
    case HttpAnswerReader::State::NotHttp:
        finish(HttpEnd::NotHttp);
        return;
    case HttpAnswerReader::State::TooLarge:
        finish(HttpEnd::TooLarge);
        return;
    }
}

void HttpConnection::fail(QAbstractSocket::SocketError error)
{
    m_outcome.socketError = error;
    m_outcome.socketText = m_socket->errorString();
    takeEnd();
}

/** The end may be that of an answer, of an idle connection, or an early one. */
void HttpConnection::takeEnd()
{
    const QPointer<HttpConnection> alive(this);
    switch (m_state) {
    case State::New:
    case State::Idle:
        m_state = State::Over;
        Q_EMIT closed();
        return;
    case State::Connecting:
        finish(HttpEnd::SocketFailed);
        return;
    case State::Sent:
        read(); // what came before the end
        if (alive && m_state == State::Sent) {
            const bool isWhole = m_reader->end() == HttpAnswerReader::State::Complete;
            finish(isWhole ? HttpEnd::Answered : HttpEnd::SocketFailed);
        }
        return;
    case State::Over:
        return;
    }
}

void HttpConnection::stop(HttpEnd end)
{
    if (m_state == State::Connecting || m_state == State::Sent) {
        finish(end);
    }
}

void HttpConnection::finish(HttpEnd end)
{
    const bool stays = end == HttpEnd::Answered && m_reader->keepsAlive()
        && m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesToWrite() == 0
        && m_socket->encryptedBytesToWrite() == 0;
    m_state = stays ? State::Idle : State::Over;
    HttpOutcome outcome = std::exchange(m_outcome, {});
    outcome.end = end;
    outcome.answer = m_reader->answer();
    m_request.clear();
    m_reader.reset();
    if (!stays) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    Q_EMIT finished(outcome);
}

} // namespace Centrifuge
