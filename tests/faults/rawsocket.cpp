// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "faults/rawsocket.h"

#include <QTcpSocket>

#include <sys/socket.h>

namespace {

constexpr qsizetype LongLength = 126;
constexpr qsizetype LongestLength = 127;

unsigned byteAt(const QByteArray &bytes, qsizetype index)
{
    return static_cast<unsigned char>(bytes.at(index));
}

} // namespace

void shutDownWriting(QTcpSocket &socket)
{
    socket.flush();
    ::shutdown(int(socket.socketDescriptor()), SHUT_WR);
}

void resetConnection(QTcpSocket &socket)
{
    socket.flush();
    const linger none{1, 0};
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    socket.abort();
}

std::optional<ReceivedFrame> takeFrame(QByteArray &bytes)
{
    constexpr qsizetype MaskSize = 4;
    if (bytes.size() < 2) {
        return std::nullopt;
    }
    qsizetype length = byteAt(bytes, 1) & 0x7f;
    const qsizetype lengthBytes = length == LongLength ? 2 : length == LongestLength ? 8 : 0;
    const qsizetype head = 2 + lengthBytes + MaskSize;
    if (bytes.size() < head) {
        return std::nullopt;
    }
    if (lengthBytes > 0) {
        length = 0;
        for (qsizetype i = 0; i < lengthBytes; ++i) {
            length = length << 8 | byteAt(bytes, 2 + i);
        }
    }
    if (bytes.size() < head + length) {
        return std::nullopt;
    }
    ReceivedFrame frame{Opcode(byteAt(bytes, 0) & 0x0f), bytes.mid(head, length)};
    for (qsizetype i = 0; i < length; ++i) {
        const unsigned mask = byteAt(bytes, head - MaskSize + i % MaskSize);
        frame.payload[i] = char(byteAt(frame.payload, i) ^ mask);
    }
    bytes.remove(0, head + length);
    return frame;
}
