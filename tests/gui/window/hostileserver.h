// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/protobufbytes.h"
#include "support/scriptedserver.h"

/**
 * A WebSocket server that speaks just enough of the binary wire format to say what no good server
 * says: it accepts the connection, refuses channels with `refused` in their names, leaves those
 * with `silent` without an answer, and ends the rest in its own words.
 */
class HostileServer : public ScriptedServer
{
public:
    explicit HostileServer(const QByteArray &words)
        : m_label(words)
        , m_server(QStringLiteral("hostile"), QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols({QStringLiteral("centrifuge-protobuf")});
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server,
                         [this] { accept(m_server.nextPendingConnection()); });
    }

    QUrl url() const
    {
        return QUrl(
            QStringLiteral("ws://127.0.0.1:%1/connection/websocket").arg(m_server.serverPort()));
    }

    void unsubscribe(const QByteArray &channel)
    {
        push(bytes(2, channel) + bytes(7, number(2, 2000) + bytes(3, m_label)));
    }
    void publish(const QByteArray &channel, const QByteArray &data)
    {
        push(bytes(2, channel) + bytes(4, bytes(4, data)));
    }
    /** For good. */
    void disconnectClient() { push(bytes(11, number(1, 3500) + bytes(2, m_label))); }

private:
    static QByteArray varint(quint64 value)
    {
        QByteArray result;
        for (; value >= 0x80; value >>= 7) {
            result += char((value & 0x7f) | 0x80);
        }
        return result + char(value);
    }
    static QByteArray number(int field, quint64 value)
    {
        return varint(quint64(field) << 3) + varint(value);
    }
    static QByteArray bytes(int field, const QByteArray &value)
    {
        return varint(quint64(field) << 3 | 2) + varint(quint64(value.size())) + value;
    }
    static quint64 takeVarint(QByteArray &from)
    {
        quint64 value = 0;
        for (int shift = 0; !from.isEmpty(); shift += 7) {
            const auto byte = quint8(from.front());
            from.remove(0, 1);
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80) {
                break;
            }
        }
        return value;
    }

    void accept(QWebSocket *accepted)
    {
        accepted->setParent(&m_server);
        m_socket = accepted;
        QObject::connect(accepted, &QWebSocket::binaryMessageReceived, &m_server,
                         [this](QByteArray frame) { answerAll(std::move(frame)); });
    }

    /** Each command is its id (field 1) and then what it wants. */
    void answerAll(QByteArray frame)
    {
        while (!frame.isEmpty()) {
            const auto size = qsizetype(takeVarint(frame));
            QByteArray command = frame.first(std::min(size, frame.size()));
            frame.remove(0, size);
            takeVarint(command);
            const quint64 id = takeVarint(command);
            const quint64 wish = takeVarint(command) >> 3;
            if (wish == 4) {
                send(number(1, id) + bytes(5, bytes(1, "c1") + bytes(2, m_label)));
            } else if (wish == 5 && command.contains("refused")) {
                send(number(1, id) + bytes(2, number(1, 103) + bytes(2, m_label)));
            } else if (wish == 5 && !command.contains("silent")) {
                send(number(1, id) + bytes(6, {}));
            }
        }
    }

    void push(const QByteArray &content) { send(bytes(4, content)); }
    void send(const QByteArray &reply)
    {
        if (m_socket) {
            m_socket->sendBinaryMessage(varint(quint64(reply.size())) + reply);
        }
    }

    QByteArray m_label;
    QWebSocketServer m_server;
    QPointer<QWebSocket> m_socket;
};
