// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>

using namespace std::chrono_literals;

/** Answers every connect and subscribe of the JSON protocol; in a thread of its own. */
class BenchServer : public QObject
{
public:
    BenchServer()
    {
        m_thread.start();
        moveToThread(&m_thread);
        call([this] {
            m_server = new QWebSocketServer({}, QWebSocketServer::NonSecureMode, this);
            if (!m_server->listen(QHostAddress::LocalHost)) {
                qFatal("can't listen: %s", qUtf8Printable(m_server->errorString()));
            }
            connect(m_server, &QWebSocketServer::newConnection, this, [this] { accept(); });
            m_timer = new QTimer(this);
            connect(m_timer, &QTimer::timeout, this, [this] { pushDue(); });
        });
    }
    ~BenchServer() override
    {
        call([this] {
            delete m_timer;
            delete m_server;
        });
        m_thread.quit();
        m_thread.wait();
    }
    BenchServer(const BenchServer &) = delete;
    BenchServer &operator=(const BenchServer &) = delete;

    QUrl url() const { return m_server->serverUrl(); }
    void drop()
    {
        call([this] {
            for (QWebSocket *socket : m_sockets) {
                socket->abort();
            }
        });
    }
    /** Pushes so many publications a second to each connection, in turn over its channels, until
     * the rate is 0. */
    void push(int rate, const QStringList &channels)
    {
        call([this, rate, channels] {
            m_rate = rate;
            m_channels = channels;
            m_pushed = 0;
            m_clock.start();
            if (rate == 0) {
                m_timer->stop();
            } else {
                m_timer->start(10ms);
            }
        });
    }

private:
    void call(const std::function<void()> &what)
    {
        QMetaObject::invokeMethod(this, what, Qt::BlockingQueuedConnection);
    }
    void accept()
    {
        QWebSocket *socket = m_server->nextPendingConnection();
        m_sockets.append(socket);
        connect(socket, &QWebSocket::textMessageReceived, this,
                [socket](const QString &frame) { answer(*socket, frame); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            m_sockets.removeOne(socket);
            socket->deleteLater();
        });
    }
    static void answer(QWebSocket &socket, const QString &frame)
    {
        QString replies;
        for (const QString &line : frame.split(u'\n', Qt::SkipEmptyParts)) {
            const QJsonObject command = QJsonDocument::fromJson(line.toUtf8()).object();
            const QString id = QString::number(command.value(QStringLiteral("id")).toInt());
            if (command.contains(QStringLiteral("connect"))) {
                replies += QStringLiteral(R"({"id":%1,"connect":{"client":"c","version":"0.0.0"}})")
                               .arg(id)
                    + u'\n';
            } else if (command.contains(QStringLiteral("subscribe"))) {
                replies += QStringLiteral(R"({"id":%1,"subscribe":{}})").arg(id) + u'\n';
            }
        }
        if (!replies.isEmpty()) {
            socket.sendTextMessage(replies);
        }
    }

    void pushDue()
    {
        const qint64 due = m_clock.elapsed() * m_rate / 1000;
        QString frame;
        for (; m_pushed < due; ++m_pushed) {
            frame +=
                QStringLiteral(
                    R"({"push":{"channel":"%1","pub":{"data":{"number":%2,"text":"%3"},"offset":%4}}})")
                    .arg(m_channels.at(m_pushed % m_channels.size()))
                    .arg(m_pushed)
                    .arg(QString(100, u'x'))
                    .arg(m_pushed / m_channels.size() + 1)
                + u'\n';
        }
        for (QWebSocket *socket : m_sockets) {
            socket->sendTextMessage(frame);
        }
    }

    QThread m_thread;
    QWebSocketServer *m_server = nullptr;
    QTimer *m_timer = nullptr;
    QList<QWebSocket *> m_sockets;
    QElapsedTimer m_clock;
    int m_rate = 0;
    qint64 m_pushed = 0;
    QStringList m_channels;
};
