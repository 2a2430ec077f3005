// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "contract/contractconnection.h"

#include <QJsonDocument>
#include <QNetworkProxy>
#include <QTest>
#include <QWebSocketHandshakeOptions>

namespace {

constexpr int Timeout = 10'000;

} // namespace

ContractConnection::ContractConnection(const ContractServer &server)
    : m_server(server)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString &frame) { read(frame); });
}

bool ContractConnection::open(const QStringList &subprotocols)
{
    return open(QNetworkRequest(m_server.webSocketUrl()), subprotocols);
}

bool ContractConnection::open(const QNetworkRequest &request, const QStringList &subprotocols)
{
    bool isFailed = false;
    QObject::connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error),
                     &m_socket, [&isFailed] { isFailed = true; });
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(subprotocols);
    m_socket.open(request, options);
    static_cast<void>(QTest::qWaitFor([&] { return m_socket.isValid() || isFailed; }, Timeout));
    QObject::disconnect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error),
                        nullptr, nullptr);
    return m_socket.isValid();
}

QJsonObject ContractConnection::connectWith(const QString &token)
{
    if (!open()) {
        return {};
    }
    return call(QStringLiteral("connect"), {{QStringLiteral("token"), token}});
}

QJsonObject ContractConnection::call(const QString &name, const QJsonObject &parameters)
{
    const int id = ++m_lastId;
    const QJsonObject command{{QStringLiteral("id"), id}, {name, parameters}};
    send(QString::fromUtf8(QJsonDocument(command).toJson(QJsonDocument::Compact)));
    QJsonObject answer;
    const auto isAnswered = [&] {
        for (const QJsonObject &reply : std::as_const(m_replies)) {
            if (reply.value(u"id").toInt() == id) {
                answer = reply;
            }
        }
        return !answer.isEmpty() || m_socket.state() != QAbstractSocket::ConnectedState;
    };
    static_cast<void>(QTest::qWaitFor(isAnswered, Timeout));
    return answer;
}

int ContractConnection::errorOf(const QString &name, const QJsonObject &parameters)
{
    const QJsonObject reply = call(name, parameters);
    return reply.isEmpty() ? -1 : reply.value(u"error").toObject().value(u"code").toInt();
}

QJsonObject ContractConnection::subscribe(const QString &channel, QJsonObject options)
{
    options.insert(QStringLiteral("channel"), channel);
    return call(QStringLiteral("subscribe"), options).value(u"subscribe").toObject();
}

void ContractConnection::send(const QString &frame)
{
    m_socket.sendTextMessage(frame);
}

QJsonObject ContractConnection::takePush(const QString &kind)
{
    QJsonObject found;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            for (qsizetype i = 0; i < m_pushes.size() && found.isEmpty(); ++i) {
                if (m_pushes.at(i).contains(kind)) {
                    found = m_pushes.takeAt(i);
                }
            }
            return !found.isEmpty();
        },
        Timeout));
    return found;
}

bool ContractConnection::hasPush(const QString &kind) const
{
    return std::any_of(m_pushes.begin(), m_pushes.end(),
                       [&kind](const QJsonObject &push) { return push.contains(kind); });
}

bool ContractConnection::waitForPing()
{
    const int before = m_pings;
    return QTest::qWaitFor([&] { return m_pings > before; }, Timeout);
}

int ContractConnection::waitForClose()
{
    const bool isClosed = QTest::qWaitFor(
        [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, Timeout);
    return isClosed ? int(m_socket.closeCode()) : -1;
}

void ContractConnection::read(const QString &frame)
{
    m_frames.append(frame);
    const QStringList lines = frame.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const QJsonObject message = QJsonDocument::fromJson(line.toUtf8()).object();
        if (message.contains(u"id")) {
            m_replies.append(message);
        } else if (message.contains(u"push")) {
            m_pushes.append(message.value(u"push").toObject());
        } else if (line == QLatin1String("{}")) {
            ++m_pings;
            if (m_answersPings) {
                send(QStringLiteral("{}"));
            }
        }
    }
}
