// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTcpSocket>

#include <sys/socket.h>

// How a connection can end, as far as QTcpSocket does not let a test do it.

/** Sends FIN and goes on reading. */
inline void shutDownWriting(QTcpSocket &socket)
{
    socket.flush();
    ::shutdown(int(socket.socketDescriptor()), SHUT_WR);
}

/** Sends RST. */
inline void resetConnection(QTcpSocket &socket)
{
    socket.flush();
    const linger none{1, 0};
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    socket.abort();
}
