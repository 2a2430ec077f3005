// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QtEndian>

// The server's side of RFC 6455 by hand, for what QWebSocketServer does not let a test do.

enum class Opcode : unsigned char { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/** A header of an HTTP request; empty when it is not there. */
QByteArray headerIn(const QByteArray &request, const QByteArray &name);

/** Sec-WebSocket-Accept for the Sec-WebSocket-Key of the upgrade. */
QByteArray webSocketProof(const QByteArray &key);

/** The answer that accepts an upgrade request; each of the `headers` ends with CR LF. */
QByteArray upgradeAnswer(const QByteArray &request, const QByteArray &headers);

/** A whole frame as a server sends it. */
inline QByteArray webSocketFrame(Opcode opcode, const QByteArray &payload)
{
    constexpr unsigned Final = 0x80;
    constexpr qsizetype LongLength = 126;
    constexpr qsizetype LongestLength = 127;
    QByteArray frame(1, char(Final | unsigned(opcode)));
    const qsizetype size = payload.size();
    if (size < LongLength) {
        frame.append(char(size));
    } else if (size <= 0xffff) {
        frame.append(char(LongLength));
        frame.append(char(size >> 8)).append(char(size & 0xff));
    } else {
        char length[8];
        qToBigEndian(quint64(size), length);
        frame.append(char(LongestLength)).append(length, sizeof length);
    }
    return frame + payload;
}
