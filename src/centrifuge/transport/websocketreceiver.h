// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QObject>
#include <QPointer>
#include <QString>

#include <array>
#include <cstddef>

namespace Centrifuge {

/**
 * The receiving half of an upgraded WebSocket connection (RFC 6455, client side, without
 * extensions): joins fragments, answers pings and validates frames. It holds a message once, as
 * bytes, in memory that grows as they arrive; QWebSocket holds it twice, and a text once more in
 * UTF-16. Owned by a transport; I/O thread. Slots may destroy it.
 */
class WebSocketReceiver : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /** Becomes the only reader of `device`. A message of more than `limit` bytes is not read:
     * limitExceeded() follows. */
    void start(QIODevice *device, qint64 limit);
    /** Nothing more is read, and no signal follows. */
    void stop();

Q_SIGNALS:
    /** A whole message, text (which is UTF-8 then) or binary. */
    void messageReceived(const QByteArray &message);
    /** The peer closes; 1000 where it gives no code. Nothing more is read. */
    void closeReceived(int code, const QString &reason);
    /** The connection is to be closed with this code. Nothing more is read. */
    void protocolViolated(int code, const QString &reason);
    void limitExceeded();

private:
    void readAll();
    qsizetype neededHeaderSize() const;
    bool readHeader();
    bool checkHeader(quint64 size, bool isSizeShortest);
    bool readPayload();
    void endFrame();
    void endMessage();
    void readClose();
    void sendPong();
    bool isControl() const { return (m_header.at(0) & 0x08) != 0; }
    void failProtocol(int code, const QString &reason);

    QPointer<QIODevice> m_device;
    qint64 m_limit = 0;
    static constexpr std::size_t LongestHeader = 10; // a server masks nothing

    std::array<char, LongestHeader> m_header{}; ///< of the present frame, as far as received
    qsizetype m_headerSize = 0;
    bool m_isInPayload = false;
    qsizetype m_left = 0; ///< bytes of its payload that are not received yet
    QByteArray m_message; ///< of all its fragments
    int m_messageOpcode = 0; ///< 0: none is under way
    QByteArray m_control; ///< payload of a control frame, which may come between fragments
};

} // namespace Centrifuge
