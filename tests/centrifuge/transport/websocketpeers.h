// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/transport/websockettransport.h"
#include "support/websocketframes.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

inline QUrl urlOf(quint16 port, const QString &scheme = QStringLiteral("ws"))
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2/connection/websocket").arg(scheme).arg(port));
}

/** Speaks WebSocket and keeps what it hears. */
class Peer
{
public:
    explicit Peer(const QStringList &subprotocols = {QStringLiteral("centrifuge-json"),
                                                     QStringLiteral("centrifuge-protobuf")})
        : m_server(QStringLiteral("peer"), QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols(subprotocols);
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server,
                         [this] { accept(m_server.nextPendingConnection()); });
    }

    QUrl url() const { return urlOf(m_server.serverPort()); }

    QPointer<QWebSocket> socket;
    QByteArrayList binaries;
    QStringList texts;

private:
    void accept(QWebSocket *accepted)
    {
        accepted->setParent(&m_server);
        socket = accepted;
        QObject::connect(accepted, &QWebSocket::binaryMessageReceived, &m_server,
                         [this](const QByteArray &message) { binaries.append(message); });
        QObject::connect(accepted, &QWebSocket::textMessageReceived, &m_server,
                         [this](const QString &message) { texts.append(message); });
    }

    QWebSocketServer m_server;
};

/** Accepts TCP, answers a request with `answer`, or stays mute when there is none. */
class RawPeer
{
public:
    explicit RawPeer(QByteArray answer = {})
        : m_answer(std::move(answer))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this] { respond(); });
        });
    }

    quint16 port() const { return m_server.serverPort(); }
    QUrl url() const { return urlOf(port()); }

    QByteArray request; ///< all that came
    QPointer<QTcpSocket> socket;

private:
    void respond()
    {
        request += socket->readAll();
        if (!m_answer.isEmpty() && request.contains("\r\n\r\n")) {
            socket->write(std::exchange(m_answer, {}));
        }
    }

    QTcpServer m_server;
    QByteArray m_answer;
};

/** The answer to an upgrade request, as RFC 6455 wants it. */
inline QByteArray acceptance(const QByteArray &request)
{
    return upgradeAnswer(request, "Sec-WebSocket-Protocol: centrifuge-json\r\n");
}

/** A peer that follows the protocol only as far as the test says. */
class RudePeer : public RawPeer
{
public:
    /** Answers the upgrade; afterwards nothing happens by itself. */
    void accept() { socket->write(acceptance(request)); }
    void write(const QByteArray &hex) { socket->write(QByteArray::fromHex(hex)); }
};

/** A transport and all its signals. */
class Subject
{
public:
    explicit Subject(const QUrl &url,
                     Centrifuge::WireFormat format = Centrifuge::WireFormat::Protobuf,
                     qint64 frameLimit = 1000)
        : transport(Centrifuge::webSocketTransports()(nullptr))
        , opened(transport.get(), &Centrifuge::Transport::opened)
        , frames(transport.get(), &Centrifuge::Transport::frameReceived)
        , closed(transport.get(), &Centrifuge::Transport::closed)
    {
        transport->open({url, format, frameLimit});
    }
    Centrifuge::Error end() const
    {
        return closed.isEmpty() ? Centrifuge::Error{}
                                : closed.first().first().value<Centrifuge::Error>();
    }

    std::unique_ptr<Centrifuge::Transport> transport;
    QSignalSpy opened;
    QSignalSpy frames;
    QSignalSpy closed;
};
