// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/websocketframes.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace {

constexpr unsigned Final = 0x80;
constexpr qsizetype LongLength = 126;
constexpr qsizetype LongestLength = 127;

unsigned byteAt(const QByteArray &bytes, qsizetype index)
{
    return static_cast<unsigned char>(bytes.at(index));
}

} // namespace

QByteArray headerIn(const QByteArray &request, const QByteArray &name)
{
    const qsizetype start = request.indexOf("\r\n" + name + ": ");
    if (start < 0) {
        return {};
    }
    const qsizetype value = start + name.size() + 4;
    return request.mid(value, request.indexOf('\r', value) - value);
}

QByteArray webSocketProof(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                    QCryptographicHash::Sha1)
        .toBase64();
}

QByteArray upgradeAnswer(const QByteArray &request, const QByteArray &headers)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + headers + "Sec-WebSocket-Accept: "
        + webSocketProof(headerIn(request, "Sec-WebSocket-Key")) + "\r\n\r\n";
}

QByteArray webSocketFrame(Opcode opcode, const QByteArray &payload)
{
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
