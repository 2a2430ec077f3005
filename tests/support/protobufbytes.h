// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

/** Protobuf by hand, so that a test can also write what no encoder would. */
namespace ProtobufBytes {

inline QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

inline QByteArray varint(quint64 value)
{
    QByteArray bytes;
    while (value >= 0x80) {
        bytes.append(static_cast<char>((value & 0x7f) | 0x80));
        value >>= 7;
    }
    bytes.append(static_cast<char>(value));
    return bytes;
}

/** A length-delimited field. */
inline QByteArray field(quint64 number, const QByteArray &content)
{
    return varint(number << 3 | 2) + varint(static_cast<quint64>(content.size())) + content;
}

inline QByteArray field(quint64 number, quint64 value)
{
    return varint(number << 3) + varint(value);
}

/** With its length in front. */
inline QByteArray message(const QByteArray &content)
{
    return varint(static_cast<quint64>(content.size())) + content;
}

} // namespace ProtobufBytes
