// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMap>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

/** An HTTP or SOCKS5 proxy that leads every name to one port of this machine. */
class FakeProxy : public QTcpServer
{
public:
    enum class Kind { Http, Socks5 };

    FakeProxy(Kind kind, quint16 targetPort)
        : m_kind(kind)
        , m_targetPort(targetPort)
    {
        connect(this, &QTcpServer::newConnection, this,
                [this] { accept(nextPendingConnection()); });
        listen(QHostAddress::LocalHost);
    }

    /** From now on each client must show these. */
    void demand(const QByteArray &user, const QByteArray &password)
    {
        m_user = user;
        m_password = password;
    }
    /** An HTTP proxy's answer to everything. */
    void refuse(const QByteArray &answer) { m_refusal = answer; }

    QByteArrayList targets; ///< where clients wanted to go: "host:port"

private:
    enum class Phase { Greeting, Password, Request, Relay };

    struct Client
    {
        QByteArray received;
        Phase phase = Phase::Greeting;
        QTcpSocket *target = nullptr;
    };

    void accept(QTcpSocket *socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    }

    void read(QTcpSocket *socket)
    {
        Client &client = m_clients[socket];
        if (client.phase == Phase::Relay) {
            client.target->write(socket->readAll());
            return;
        }
        client.received += socket->readAll();
        if (m_kind == Kind::Http) {
            readHttp(socket, client);
        } else {
            readSocks(socket, client);
        }
    }

    void readHttp(QTcpSocket *socket, Client &client)
    {
        if (!client.received.contains("\r\n\r\n")) {
            return;
        }
        const QByteArray request = std::exchange(client.received, {});
        const QByteArray shown = "Basic " + (m_user + ':' + m_password).toBase64();
        if (!m_refusal.isEmpty()) {
            socket->write(m_refusal);
        } else if (!m_user.isEmpty() && !request.contains(shown)) {
            socket->write("HTTP/1.1 407 Proxy Authentication Required\r\n"
                          "Proxy-Authenticate: Basic realm=\"here\"\r\nContent-Length: 0\r\n\r\n");
        } else if (request.startsWith("CONNECT ")) {
            targets.append(request.split(' ').value(1));
            relay(socket, client, "HTTP/1.1 200 Connection established\r\n\r\n", {});
        } else {
            targets.append(request.split(' ').value(1).split('/').value(2));
            relay(socket, client, {}, request);
        }
    }

    void readSocks(QTcpSocket *socket, Client &client)
    {
        const QByteArray bytes = std::exchange(client.received, {});
        if (client.phase == Phase::Greeting) {
            client.phase = m_user.isEmpty() ? Phase::Request : Phase::Password;
            const bool canLogIn = bytes.mid(2).contains('\x02');
            socket->write(QByteArray::fromHex(m_user.isEmpty() ? "0500"
                                                  : canLogIn   ? "0502"
                                                               : "05ff"));
        } else if (client.phase == Phase::Password) {
            const QByteArray right = QByteArray(1, '\x01') + char(m_user.size()) + m_user
                + char(m_password.size()) + m_password;
            const bool isRight = bytes == right;
            client.phase = Phase::Request;
            socket->write(QByteArray::fromHex(isRight ? "0100" : "0101"));
        } else {
            const QByteArray host = bytes.mid(5, bytes.at(4));
            const QByteArray port = bytes.mid(5 + host.size(), 2).toHex();
            targets.append(host + ':' + QByteArray::number(port.toInt(nullptr, 16)));
            relay(socket, client, QByteArray::fromHex("05000001000000000000"), {});
        }
    }

    void relay(QTcpSocket *socket, Client &client, const QByteArray &answer,
               const QByteArray &request)
    {
        client.phase = Phase::Relay;
        client.target = new QTcpSocket(socket);
        client.target->setProxy(QNetworkProxy::NoProxy);
        client.target->connectToHost(QHostAddress(QHostAddress::LocalHost), m_targetPort);
        client.target->write(request);
        socket->write(answer);
        connect(client.target, &QTcpSocket::readyRead, socket,
                [socket, target = client.target] { socket->write(target->readAll()); });
        connect(client.target, &QTcpSocket::disconnected, socket, &QTcpSocket::disconnectFromHost);
    }

    const Kind m_kind;
    const quint16 m_targetPort;
    QByteArray m_user;
    QByteArray m_password;
    QByteArray m_refusal;
    QMap<QTcpSocket *, Client> m_clients;
};
