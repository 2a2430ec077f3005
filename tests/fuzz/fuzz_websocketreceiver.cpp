// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// WebSocket frames of a server: the pieces they come in make no difference.

#include "fuzz/codecproperties.h"
#include "support/wire.h"

#include "centrifuge/transport/websocketreceiver.h"

#include <QByteArrayList>

#include <algorithm>

using Centrifuge::WebSocketReceiver;

namespace {

constexpr qint64 Limit = 300;

/** What a receiver has told, and how long its answers are, whose masks are random. */
struct Heard
{
    QByteArrayList lines;
    qsizetype answered = 0;

    bool operator==(const Heard &other) const = default;
};

Heard receive(const QByteArray &input, qsizetype piece)
{
    Heard heard;
    Wire wire;
    WebSocketReceiver receiver;
    const auto note = [&heard](const QByteArray &line) { heard.lines.append(line); };
    QObject::connect(&receiver, &WebSocketReceiver::messageReceived, &wire,
                     [note](const QByteArray &message) {
                         Fuzz::require(message.size() <= Limit);
                         note("message " + message);
                     });
    QObject::connect(&receiver, &WebSocketReceiver::closeReceived, &wire,
                     [note](int code, const QString &reason) {
                         note("close " + QByteArray::number(code) + ' ' + reason.toUtf8());
                     });
    QObject::connect(&receiver, &WebSocketReceiver::protocolViolated, &wire,
                     [note](int code) { note("violated " + QByteArray::number(code)); });
    QObject::connect(&receiver, &WebSocketReceiver::limitExceeded, &wire,
                     [note] { note("limit"); });
    receiver.start(&wire, Limit);
    for (qsizetype i = 0; i < input.size(); i += piece) {
        wire.deliver(input.mid(i, piece));
    }
    heard.answered = wire.answered.size();
    return heard;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = Fuzz::bytes(data, size);
    Fuzz::require(receive(input, std::max<qsizetype>(input.size(), 1)) == receive(input, 1));
    return 0;
}
