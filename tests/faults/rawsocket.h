// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <optional>

class QTcpSocket;

// What QTcpSocket and QWebSocket don't let a test do.

/** FIN, and go on reading. */
void shutDownWriting(QTcpSocket &socket);
/** RST. */
void resetConnection(QTcpSocket &socket);

enum class Opcode : unsigned char { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/** A whole frame as a server sends it. */
QByteArray webSocketFrame(Opcode opcode, const QByteArray &payload);

struct ReceivedFrame
{
    Opcode opcode;
    QByteArray payload; ///< unmasked
};

/** Takes one frame of a client off the front; nothing until it is whole. */
std::optional<ReceivedFrame> takeFrame(QByteArray &bytes);
