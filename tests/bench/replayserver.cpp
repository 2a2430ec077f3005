// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "bench/replayserver.h"

#include "bench/rawsocket.h"
#include "support/websocketframes.h"

#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>

#include <QByteArray>
#include <QUrl>
#include <QUrlQuery>

#include <cstdio>
#include <iterator>
#include <optional>
#include <string>

namespace Bench {

namespace {

enum class Format { Protobuf, Json };

constexpr std::size_t BlockBytes = std::size_t(1024) * 1024;
constexpr std::size_t ShortLength = 126;

struct Upgrade
{
    QByteArray key;
    Format format = Format::Json;
    Load load;
};

std::string messageFrame(const std::string &messages, Format format)
{
    const Opcode opcode = format == Format::Json ? Opcode::Text : Opcode::Binary;
    return webSocketFrame(opcode, QByteArray::fromStdString(messages)).toStdString();
}

std::string delimited(const std::string &message)
{
    std::string bytes;
    protozero::write_varint(std::back_inserter(bytes), message.size());
    return bytes + message;
}

std::string reply(std::uint32_t id, std::uint32_t field, Format format)
{
    if (format == Format::Json) {
        return id == 1 ? R"({"id":1,"connect":{"client":"replay"}})" : R"({"id":2,"subscribe":{}})";
    }
    std::string message;
    protozero::pbf_writer writer(message);
    writer.add_uint32(1, id);
    writer.add_message(field, std::string());
    return delimited(message);
}

std::string publication(const std::string &data, Format format)
{
    if (format == Format::Json) {
        return R"({"push":{"channel":"bench","pub":{"data":)" + data + "}}}";
    }
    std::string message;
    protozero::pbf_writer writer(message);
    protozero::pbf_writer push(writer, 4);
    push.add_string(2, "bench");
    protozero::pbf_writer body(push, 4);
    body.add_bytes(4, data);
    body.commit();
    push.commit();
    return delimited(message);
}

std::string preparedFrame(const Load &load, Format format)
{
    const std::string empty = R"({"text":""})";
    const std::size_t fill =
        load.payloadBytes > empty.size() ? load.payloadBytes - empty.size() : 0;
    const std::string data = R"({"text":")" + std::string(fill, 'x') + R"("})";
    std::string messages;
    for (std::size_t i = 0; i < load.messagesPerFrame; ++i) {
        if (format == Format::Json && i > 0) {
            messages += '\n';
        }
        messages += publication(data, format);
    }
    return messageFrame(messages, format);
}

std::optional<Upgrade> readUpgrade(RawSocket &socket)
{
    QByteArray request;
    while (!request.contains("\r\n\r\n")) {
        const std::string_view bytes = socket.read();
        if (bytes.empty()) {
            return {};
        }
        request.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    Upgrade upgrade;
    const QList<QByteArray> lines = request.split('\n');
    const QUrlQuery query(QUrl::fromEncoded(lines.first().split(' ').value(1)));
    upgrade.load.payloadBytes = query.queryItemValue(QStringLiteral("bytes")).toULongLong();
    upgrade.load.messagesPerFrame = query.queryItemValue(QStringLiteral("batch")).toULongLong();
    upgrade.load.publications = query.queryItemValue(QStringLiteral("count")).toULongLong();
    for (const QByteArray &line : lines) {
        const QByteArray name = line.left(line.indexOf(':')).toLower();
        const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed();
        if (name == "sec-websocket-key") {
            upgrade.key = value;
        } else if (name == "sec-websocket-protocol" && value.contains("centrifuge-protobuf")) {
            upgrade.format = Format::Protobuf;
        }
    }
    if (upgrade.load.messagesPerFrame == 0) {
        return {};
    }
    return upgrade;
}

std::string upgradeAnswer(const Upgrade &upgrade)
{
    QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + webSocketProof(upgrade.key) + "\r\n";
    if (upgrade.format == Format::Protobuf) {
        answer += "Sec-WebSocket-Protocol: centrifuge-protobuf\r\n";
    }
    return (answer + "\r\n").toStdString();
}

/** Whether a client's frame asks for the channel; some send it together with `connect`. */
bool asksForChannel(std::string_view frame)
{
    constexpr std::size_t MaskBytes = 4;
    const std::size_t size = frame.size() < 2 ? 0 : std::uint8_t(frame[1]) & 0x7fU;
    const std::size_t header = size < ShortLength ? 2 : size == ShortLength ? 4 : 10;
    if (frame.size() < header + MaskBytes) {
        return false;
    }
    std::string payload(frame.substr(header + MaskBytes));
    for (std::size_t i = 0; i < payload.size(); ++i) {
        payload[i] = char(payload[i] ^ frame[header + i % MaskBytes]);
    }
    return payload.find("bench") != std::string::npos;
}

void serveConnection(RawSocket &socket)
{
    const std::optional<Upgrade> upgrade = readUpgrade(socket);
    if (!upgrade) {
        return;
    }
    const Format format = upgrade->format;
    socket.write(upgradeAnswer(*upgrade));
    const std::string_view first = socket.read();
    if (first.empty()) {
        return;
    }
    const bool isSubscribing = asksForChannel(first);
    socket.write(messageFrame(reply(1, 5, format), format));
    if (!isSubscribing && socket.read().empty()) {
        return;
    }
    socket.write(messageFrame(reply(2, 6, format), format));

    const std::string frame = preparedFrame(upgrade->load, format);
    const std::size_t framesPerBlock = BlockBytes / frame.size() + 1;
    std::string block;
    for (std::size_t i = 0; i < framesPerBlock; ++i) {
        block += frame;
    }
    std::size_t left = upgrade->load.publications / upgrade->load.messagesPerFrame;
    while (left > 0) {
        const std::size_t frames = std::min(left, framesPerBlock);
        if (!socket.write(std::string_view(block).substr(0, frames * frame.size()))) {
            return;
        }
        left -= frames;
    }
    while (!socket.read().empty()) { } // until the client goes
}

} // namespace

int serveReplay()
{
    Listener listener;
    if (!listener.isListening()) {
        return 1;
    }
    std::printf("%d\n", int(listener.port()));
    std::fflush(stdout);
    while (true) {
        RawSocket socket = listener.accept();
        if (!socket.isOpen()) {
            return 1;
        }
        serveConnection(socket);
    }
}

} // namespace Bench
