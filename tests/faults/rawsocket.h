// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/websocketframes.h"

#include <QByteArray>

#include <optional>

class QTcpSocket;

// What QTcpSocket and QWebSocket don't let a test do.

/** FIN, and go on reading. */
void shutDownWriting(QTcpSocket &socket);
/** RST. */
void resetConnection(QTcpSocket &socket);

struct ReceivedFrame
{
    Opcode opcode;
    QByteArray payload; ///< unmasked
};

/** Takes one frame of a client off the front; nothing until it is whole. */
std::optional<ReceivedFrame> takeFrame(QByteArray &bytes);
