// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

/**
 * The way to a server, which a test can shut; the same port again when it opens. Forwards on a
 * thread of its own: a waiting test (QTRY_VERIFY) looks after its events only every 10 ms.
 */
class Gate
{
public:
    /** What becomes of those who are through. */
    enum class Present { Keep, Cut };

    explicit Gate(quint16 target)
        : m_target(target)
    {
        m_listener.moveToThread(&m_thread);
        QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this] { join(); });
        QObject::connect(&m_thread, &QThread::finished, &m_listener, [this] {
            m_listener.close();
            for (const QPointer<QTcpSocket> &socket : std::as_const(m_sockets)) {
                delete socket;
            }
        });
        m_thread.start();
        open();
    }
    ~Gate()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Gate(const Gate &) = delete;
    Gate &operator=(const Gate &) = delete;

    quint16 port() const { return m_port; }
    bool open()
    {
        bool isOpen = false;
        onThread([this, &isOpen] {
            isOpen = m_listener.isListening() || m_listener.listen(QHostAddress::LocalHost, m_port);
            m_port = m_listener.serverPort();
        });
        return isOpen;
    }
    void shut(Present present)
    {
        onThread([this, present] {
            m_listener.close();
            for (const QPointer<QTcpSocket> &socket : std::as_const(m_sockets)) {
                if (socket && present == Present::Cut) {
                    socket->abort();
                }
            }
        });
    }

    /** Cuts those who are through when it shuts. */
    bool setOpen(bool isOpen)
    {
        if (!isOpen) {
            shut(Present::Cut);
        }
        return !isOpen || open();
    }

    /** Of what the server sends, only so many bytes come through from now on; -1 for all. */
    void limit(qint64 bytes)
    {
        onThread([this, bytes] { m_left = bytes; });
    }

private:
    template <typename Action> void onThread(Action action)
    {
        QMetaObject::invokeMethod(&m_listener, action, Qt::BlockingQueuedConnection);
    }
    void join()
    {
        QTcpSocket *client = m_listener.nextPendingConnection();
        auto *server = new QTcpSocket(client);
        QObject::connect(client, &QTcpSocket::readyRead, server,
                         [client, server] { server->write(client->readAll()); });
        QObject::connect(server, &QTcpSocket::readyRead, client, [this, client, server] {
            const QByteArray bytes = server->read(m_left < 0 ? server->bytesAvailable() : m_left);
            m_left -= m_left < 0 ? 0 : bytes.size();
            client->write(bytes);
        });
        for (const auto &[from, to] : {std::pair(client, server), std::pair(server, client)}) {
            QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
        }
        QObject::connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::abort);
        server->connectToHost(QHostAddress::LocalHost, m_target);
        m_sockets.append(client);
    }

    const quint16 m_target;
    quint16 m_port = 0;
    qint64 m_left = -1; ///< bytes that the server's sockets may still send
    QThread m_thread;
    QTcpServer m_listener; ///< lives in the thread
    QList<QPointer<QTcpSocket>> m_sockets; ///< the clients'; children of the listener
};
