// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "faults/byteproxy.h"

#include "support/socketends.h"

#include <QTcpSocket>
#include <QTimer>

using namespace std::chrono_literals;

namespace {

/** Small, so that a stall is soon felt at the other end. */
constexpr qint64 BufferSize = 64 * 1024;

} // namespace

/** One client's way to the server. */
class ByteProxy::Link : public QObject
{
public:
    Link(QTcpSocket *client, ByteProxy &proxy)
        : QObject(&proxy)
        , m_proxy(proxy)
        , m_client(client)
        , m_server(new QTcpSocket(this))
    {
        client->setParent(this);
        m_pause.setSingleShot(true);
        connect(&m_pause, &QTimer::timeout, this, &Link::forward);
        for (QTcpSocket *socket : {m_client, m_server}) {
            socket->setReadBufferSize(BufferSize);
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        }
        connect(m_client, &QTcpSocket::readyRead, this, &Link::carryOut);
        connect(m_server, &QTcpSocket::connected, this, &Link::carryOut);
        connect(m_server, &QTcpSocket::readyRead, this, &Link::forward);
        connect(m_client, &QTcpSocket::bytesWritten, this, &Link::forward);
        connect(m_client, &QTcpSocket::disconnected, m_server, &QTcpSocket::disconnectFromHost);
        connect(m_server, &QTcpSocket::disconnected, this, [this] {
            m_hasServerEnded = true;
            forward();
        });
        m_server->connectToHost(QHostAddress(QHostAddress::LocalHost), proxy.m_serverPort);
    }

    qint64 forwarded() const { return m_forwarded; }
    bool isFull() const { return m_server->bytesAvailable() >= BufferSize; }

    /** Both directions go on where they stood. */
    void goOn()
    {
        carryOut();
        forward();
    }
    void swallow() { m_isSwallowing = true; }
    void halfClose() { shutDownWriting(*m_client); }
    void cut(Cut cut)
    {
        m_server->disconnect(this);
        m_client->disconnect(this);
        m_pause.stop();
        m_server->abort();
        if (cut == Cut::Reset) {
            resetConnection(*m_client);
        } else {
            m_client->disconnectFromHost();
        }
    }

private:
    void carryOut()
    {
        if (m_isSwallowing) {
            m_client->readAll();
        } else if (!m_proxy.m_isStalled && m_server->state() == QAbstractSocket::ConnectedState) {
            m_server->write(m_client->readAll());
        }
    }
    void forward();
    qint64 limit() const;

    ByteProxy &m_proxy;
    QTcpSocket *m_client; ///< a child
    QTcpSocket *m_server; ///< a child
    QTimer m_pause; ///< while the next bytes wait
    qint64 m_forwarded = 0;
    bool m_hasDelayed = false;
    bool m_isForwarding = false;
    bool m_isSwallowing = false;
    bool m_hasServerEnded = false;
};

/** How many bytes may go now; then there is a pause or the end. */
qint64 ByteProxy::Link::limit() const
{
    qint64 limit = m_proxy.m_chunk > 0 ? m_proxy.m_chunk : BufferSize;
    if (m_proxy.m_split && *m_proxy.m_split > m_forwarded) {
        limit = std::min(limit, *m_proxy.m_split - m_forwarded);
    }
    if (m_proxy.m_cut) {
        limit = std::min(limit, m_proxy.m_cut->left);
    }
    return limit;
}

void ByteProxy::Link::forward()
{
    if (m_isSwallowing) {
        m_server->readAll();
        return;
    }
    if (m_isForwarding || m_proxy.m_isStalled || m_pause.isActive()
        || m_client->bytesToWrite() > BufferSize) {
        return;
    }
    if (m_server->bytesAvailable() > 0 && m_proxy.m_delay > 0ms
        && !std::exchange(m_hasDelayed, true)) {
        m_pause.start(m_proxy.m_delay);
        return;
    }
    m_hasDelayed = false;
    const QByteArray bytes = m_server->read(limit());
    m_forwarded += bytes.size();
    if (m_proxy.m_cut) {
        m_proxy.m_cut->left -= bytes.size();
    }
    m_isForwarding = true; // flush() says at once what it wrote
    m_client->write(bytes);
    m_client->flush();
    m_isForwarding = false;
    if (m_proxy.m_cut && m_proxy.m_cut->left == 0) {
        cut(std::exchange(m_proxy.m_cut, std::nullopt)->cut);
    } else if (m_server->bytesAvailable() > 0) {
        m_pause.start(1ms); // so that what went is read by itself
    } else if (m_hasServerEnded) {
        m_client->disconnectFromHost();
    }
}

ByteProxy::ByteProxy(quint16 serverPort)
    : m_serverPort(serverPort)
{
    m_server.listen(QHostAddress::LocalHost);
    m_port = m_server.serverPort();
    connect(&m_server, &QTcpServer::newConnection, this, &ByteProxy::accept);
}

ByteProxy::~ByteProxy() = default;

QUrl ByteProxy::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/connection/websocket").arg(m_port));
}

void ByteProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_accepted;
        m_links.append(new Link(client, *this));
    }
}

qint64 ByteProxy::forwarded() const
{
    return m_links.isEmpty() ? 0 : m_links.last()->forwarded();
}

bool ByteProxy::isFull() const
{
    return !m_links.isEmpty() && m_links.last()->isFull();
}

void ByteProxy::cutAfter(qint64 count, Cut cut)
{
    m_cut = CutPlan{count, cut};
}

void ByteProxy::cut(Cut cut)
{
    for (Link *link : std::exchange(m_links, {})) {
        link->cut(cut);
    }
}

void ByteProxy::halfClose()
{
    for (Link *link : std::as_const(m_links)) {
        link->halfClose();
    }
}

void ByteProxy::stall()
{
    m_isStalled = true;
}

void ByteProxy::resume()
{
    m_isStalled = false;
    for (Link *link : std::as_const(m_links)) {
        link->goOn();
    }
}

void ByteProxy::swallow()
{
    for (Link *link : std::as_const(m_links)) {
        link->swallow();
    }
}

void ByteProxy::refuse()
{
    m_server.close();
}

bool ByteProxy::listenAgain()
{
    return m_server.listen(QHostAddress::LocalHost, m_port);
}
