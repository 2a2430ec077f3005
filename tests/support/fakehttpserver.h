// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

/** What an HTTP client asked for. */
struct HttpRequest
{
    QByteArray method;
    QByteArray path;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/** An HTTP server that keeps each request and answers it with bytes that the test wrote. */
class FakeHttpServer : public QTcpServer
{
public:
    FakeHttpServer()
    {
        connect(this, &QTcpServer::newConnection, this, &FakeHttpServer::accept);
        listen(QHostAddress::LocalHost);
    }

    QUrl url(const QString &path) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }

    /** Sent for each request; nothing at all while it is empty. */
    void setAnswer(const QByteArray &answer) { m_answer = answer; }
    void setAnswer(const QByteArray &status, const QByteArray &headers, const QByteArray &body)
    {
        m_answer = "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\n" + headers + "\r\n" + body;
    }
    void setJson(const QByteArray &body)
    {
        setAnswer("200 OK", "Content-Type: application/json\r\n", body);
    }
    /** Closes each connection after the answer. */
    void closeAfterAnswer() { m_closes = true; }

    const QList<HttpRequest> &requests() const { return m_requests; }
    int connectionCount() const { return m_connectionCount; }

private:
    void accept()
    {
        while (QTcpSocket *socket = nextPendingConnection()) {
            ++m_connectionCount;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        }
    }

    void read(QTcpSocket *socket)
    {
        QByteArray &received = m_received[socket];
        received += socket->readAll();
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        HttpRequest request = parseHead(received.left(end));
        const qsizetype size = request.headers.value("content-length").toLongLong();
        if (received.size() < end + 4 + size) {
            return;
        }
        request.body = received.mid(end + 4, size);
        received.remove(0, end + 4 + size);
        m_requests.append(request);
        socket->write(m_answer);
        if (m_closes) {
            socket->disconnectFromHost();
        }
    }

    static HttpRequest parseHead(const QByteArray &head)
    {
        const QByteArrayList lines = head.split('\n');
        const QByteArrayList first = lines.value(0).split(' ');
        HttpRequest request{first.value(0), first.value(1), {}, {}};
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
        return request;
    }

    QByteArray m_answer;
    bool m_closes = false;
    int m_connectionCount = 0;
    QList<HttpRequest> m_requests;
    QMap<QTcpSocket *, QByteArray> m_received;
};
