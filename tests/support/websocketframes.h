// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <optional>

// The server's side of RFC 6455 by hand, for what QWebSocketServer does not let a test do.

enum class Opcode : unsigned char { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/** A header of an HTTP request; empty when it is not there. */
QByteArray headerIn(const QByteArray &request, const QByteArray &name);

/** Sec-WebSocket-Accept for the Sec-WebSocket-Key of the upgrade. */
QByteArray webSocketProof(const QByteArray &key);

/** The answer that accepts an upgrade request; each of the `headers` ends with CR LF. */
QByteArray upgradeAnswer(const QByteArray &request, const QByteArray &headers);

/** A whole frame as a server sends it. */
QByteArray webSocketFrame(Opcode opcode, const QByteArray &payload);

struct ReceivedFrame
{
    Opcode opcode;
    QByteArray payload; ///< unmasked
};

/** Takes one frame of a client off the front; nothing until it is whole. */
std::optional<ReceivedFrame> takeFrame(QByteArray &bytes);
