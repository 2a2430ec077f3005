// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

/** The way to a server, which a test can shut; the same port again when it opens. */
class Gate
{
public:
    /** What becomes of those who are through. */
    enum class Present { Keep, Cut };

    explicit Gate(quint16 target)
        : m_target(target)
    {
        QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this] { join(); });
        open();
        m_port = m_listener.serverPort();
    }

    quint16 port() const { return m_port; }
    bool open() { return m_listener.listen(QHostAddress::LocalHost, m_port); }
    void shut(Present present)
    {
        m_listener.close();
        for (const QPointer<QTcpSocket> &socket : std::as_const(m_sockets)) {
            if (socket && present == Present::Cut) {
                socket->abort();
            }
        }
    }

private:
    void join()
    {
        QTcpSocket *client = m_listener.nextPendingConnection();
        auto *server = new QTcpSocket(client);
        forward(client, server);
        forward(server, client);
        QObject::connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::abort);
        server->connectToHost(QHostAddress::LocalHost, m_target);
        m_sockets.append(client);
    }
    static void forward(QTcpSocket *from, QTcpSocket *to)
    {
        QObject::connect(from, &QTcpSocket::readyRead, to,
                         [from, to] { to->write(from->readAll()); });
        QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
    }

    const quint16 m_target;
    quint16 m_port = 0;
    QTcpServer m_listener;
    QList<QPointer<QTcpSocket>> m_sockets; ///< the clients'; children of the listener
};
